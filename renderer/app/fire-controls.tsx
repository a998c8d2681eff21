// Fire and Run all; while a run is active, Stop with the progress and the time that is left. Fire and Stop are one button:
// the focus stays on it; which of them a press means is decided in use-fire-press.ts.
import { useTranslations } from 'use-intl';
import { CommandError } from '../../core/contract/window-commands.ts';
import { parseNumberText } from '../ui/number-text.ts';
import { readDraft } from '../scenario/draft.ts';
import { useScenario } from '../scenario/scenario-store.ts';
import { useScenarioWords } from '../scenario/scenario-words.ts';
import { useHost } from '../state/host-store.ts';
import { Button } from '../ui/button.tsx';
import { isOwnRun } from './own-run.ts';
import { useRunActions } from './run-actions.ts';
import { RunProgress } from './run-progress.tsx';
import { useTellError } from './tell-error.ts';
import { useFirePress } from './use-fire-press.ts';
import styles from './fire-controls.module.css';

/** What the host says to whoever fires while a run is active. */
function busyNow(): CommandError {
  const activity = useHost.getState().state?.activity;
  const number = activity?.phase === 'running' ? activity.number : 0;
  return new CommandError('busy', `run ${number} is active; stop it or wait for its end`);
}

const pageNowMs = (): number => performance.now();

export interface FireControlsProps {
  readonly nowMs?: () => number;
}

export function FireControls({ nowMs = pageNowMs }: FireControlsProps) {
  const words = useTranslations('shell.run');
  const { firstProblem } = useScenarioWords();
  const actions = useRunActions();
  const tell = useTellError();
  const connected = useHost(({ connection }) => connection.phase === 'connected');
  const step = useHost(({ state }) =>
    state?.activity.phase === 'running' ? state.activity.step : 'idle',
  );
  const problem = useScenario(({ draft }) => firstProblem(readDraft(draft)));
  const count = useScenario(({ draft }) => parseNumberText(draft.texts.requests) ?? 0);
  const running = step !== 'idle';
  const press = useFirePress({
    shown: running ? 'stop' : 'fire',
    isOwn: () => isOwnRun(useHost.getState().state?.activity),
    nowMs,
    onPress: (meaning) => {
      // Also when a run has come up since the press began: the host refuses, and says which.
      if (meaning === 'fire') actions.fire();
      else if (meaning === 'stop') actions.stop();
      else if (meaning === 'tooSoon') tell(busyNow(), 'fireBusy');
    },
  });
  const noConnection = connected ? null : words('noConnection');
  const whyNotFire =
    noConnection ?? (problem === null ? null : words('fixScenario', { error: problem }));
  const whyNotStop = noConnection ?? (step === 'stopping' ? words('alreadyStopping') : null);
  return (
    <div className={styles.controls}>
      <span className={styles.fire}>
        <Button
          kind={running ? 'danger' : 'primary'}
          disabledReason={running ? whyNotStop : whyNotFire}
          {...press}
        >
          {running
            ? step === 'stopping'
              ? words('stopping')
              : words('stop')
            : words('fire', { count })}
        </Button>
      </span>
      {running ? (
        <RunProgress />
      ) : (
        <Button disabledReason={whyNotFire} onClick={actions.fireAll}>
          {words('fireAll')}
        </Button>
      )}
    </div>
  );
}
