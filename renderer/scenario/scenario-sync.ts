// Keeps the form and the host's scenario the same: valid edits go to the host after a short rest, a flipped mode at once
// and even while a number is wrong; what another window changes comes in. What was sent comes back as an echo of the
// host's state and must not undo what was typed meanwhile.
import type { Scenario } from '../../core/contract/scenario.ts';
import type { HostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { readDraft, scenarioKey } from './draft.ts';
import { beginWith, takeOver, useScenario } from './scenario-store.ts';

/** Long enough to type a number, short enough to be there before one looks up. */
const REST_MS = 250;

/** What the host should have: the draft, or as long as that is wrong, the host's own with the draft's mode. */
function wanted(known: Scenario): Scenario {
  const { draft } = useScenario.getState();
  const reading = readDraft(draft);
  return reading.phase === 'valid' ? reading.scenario : { ...known, mode: draft.choices.mode };
}

/** Starts it; returns the end. @param onRefused told when the host does not take a scenario */
export function startScenarioSync(
  link: Pick<HostLink, 'call'>,
  onRefused: (error: unknown) => void,
): () => void {
  let known: Scenario | null = null;
  /** Keys of what was sent and has not come back, oldest first. */
  let sent: string[] = [];
  /** Key of what the host refused: not sent again before something has changed. */
  let refused: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  const send = (): void => {
    cancel();
    if (known === null || useHost.getState().connection.phase !== 'connected') return;
    const scenario = wanted(known);
    const key = scenarioKey(scenario);
    if (key === (sent.at(-1) ?? scenarioKey(known)) || key === refused) return;
    sent.push(key);
    link.call('scenario.set', { scenario }).catch((error: unknown) => {
      sent = sent.filter((other) => other !== key);
      refused = key;
      onRefused(error);
    });
  };

  const onDraft = (): void => {
    if (known === null) return;
    const { mode } = useScenario.getState().draft.choices;
    cancel();
    if (mode !== known.mode) send();
    else timer = setTimeout(send, REST_MS);
  };

  const onScenario = (scenario: Scenario): void => {
    const before = known;
    known = scenario;
    const echo = sent.indexOf(scenarioKey(scenario));
    if (echo >= 0) {
      sent = sent.slice(echo + 1);
      return;
    }
    if (before === null) beginWith(scenario);
    else if (scenarioKey(before) !== scenarioKey(scenario)) takeOver(before, scenario);
  };

  const first = useHost.getState().state?.scenario;
  if (first !== undefined) onScenario(first);
  const stopHost = useHost.subscribe((now, before) => {
    if (now.connection.phase !== before.connection.phase) {
      sent = [];
      refused = null;
    }
    const idleAgain =
      now.state?.activity.phase === 'idle' && before.state?.activity.phase === 'running';
    if (idleAgain) refused = null;
    const scenario = now.state?.scenario;
    if (scenario !== undefined && scenario !== known) onScenario(scenario);
    const reconnected =
      now.connection.phase === 'connected' && before.connection.phase !== 'connected';
    if (idleAgain || reconnected) onDraft();
  });
  const stopDraft = useScenario.subscribe((now, before) => {
    if (now.draft !== before.draft) onDraft();
  });
  return () => {
    cancel();
    stopHost();
    stopDraft();
  };
}
