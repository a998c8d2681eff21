// What the user does with runs, for buttons, keys and palette alike: fire, fire all, stop. The host decides; what it
// refuses is said.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Scenario } from '../../core/contract/scenario.ts';
import { readDraft } from '../scenario/draft.ts';
import { useScenario } from '../scenario/scenario-store.ts';
import { useScenarioWords } from '../scenario/scenario-words.ts';
import { useHostLink } from '../state/host-link.ts';
import { useView } from '../state/view-store.ts';
import { showToast } from '../ui/toast.ts';
import { noteAsked, type FiredHere } from './own-run.ts';
import { useTellError } from './tell-error.ts';

export interface RunActions {
  readonly fire: () => void;
  readonly fireAll: () => void;
  readonly stop: () => void;
}

/** The same object as long as link and language stay. */
export function useRunActions(): RunActions {
  const link = useHostLink();
  const words = useTranslations('shell.run');
  const { firstProblem } = useScenarioWords();
  const tell = useTellError();

  return useMemo(() => {
    /** The scenario of the form, as it stands now; says what is wrong when there is none. */
    const scenarioNow = (): Scenario | null => {
      const reading = readDraft(useScenario.getState().draft);
      if (reading.phase === 'valid') return reading.scenario;
      const error = firstProblem(reading) ?? '';
      showToast({ key: 'fire', level: 'warning', text: words('fixScenario', { error }) });
      return null;
    };
    const start = (ask: (scenario: Scenario) => Promise<FiredHere>): void => {
      const scenario = scenarioNow();
      if (scenario === null) return;
      const answered = noteAsked();
      ask(scenario)
        .then((fired) => {
          answered(fired);
          // A window that looks at an older run looks at what was fired.
          useView.getState().show({ kind: 'latest' });
        })
        .catch((error: unknown) => {
          answered(null);
          tell(error, 'fireBusy');
        });
    };
    return {
      fire: () =>
        start(async (scenario) => {
          const { number } = await link.call('run.fire', { scenario });
          return { kind: 'run', number };
        }),
      fireAll: () =>
        start(async (scenario) => {
          const { batch } = await link.call('run.fireAll', { scenario });
          return { kind: 'batch', id: batch };
        }),
      stop: () => {
        link.call('run.stop', null).catch((error: unknown) => tell(error));
      },
    };
  }, [link, words, firstProblem, tell]);
}
