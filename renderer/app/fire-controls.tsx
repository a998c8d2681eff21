// Fire and Run all; while a run is active, Stop with the progress and the time that is left. Fire and Stop are one button:
// the focus stays on it, and a double click or a key held down counts once.
import type { MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { parseNumberText } from '../ui/number-text.ts';
import { readDraft } from '../scenario/draft.ts';
import { useScenario } from '../scenario/scenario-store.ts';
import { useScenarioWords } from '../scenario/scenario-words.ts';
import { useHost } from '../state/host-store.ts';
import { Button } from '../ui/button.tsx';
import { useRunActions } from './run-actions.ts';
import { RunProgress } from './run-progress.tsx';
import styles from './fire-controls.module.css';

/** The second click of a double click, which would meet the other half of the button. */
function isSameClick(event: MouseEvent): boolean {
  return event.detail > 1;
}

export function FireControls() {
  const words = useTranslations('shell.run');
  const { firstProblem } = useScenarioWords();
  const actions = useRunActions();
  const connected = useHost(({ connection }) => connection.phase === 'connected');
  const step = useHost(({ state }) =>
    state?.activity.phase === 'running' ? state.activity.step : 'idle',
  );
  const problem = useScenario(({ draft }) => firstProblem(readDraft(draft)));
  const count = useScenario(({ draft }) => parseNumberText(draft.texts.requests) ?? 0);
  const running = step !== 'idle';
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
          onKeyDown={(event) => {
            if (event.repeat) event.preventDefault();
          }}
          onClick={(event) => {
            if (isSameClick(event)) return;
            if (running) actions.stop();
            else actions.fire();
          }}
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
