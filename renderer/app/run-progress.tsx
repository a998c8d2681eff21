// How far the active run is and how long it still takes. The numbers come with the host's state, about ten times a second.
import { useTranslations } from 'use-intl';
import { remainingMs } from '../../core/analysis/remaining-ms.ts';
import type { Activity } from '../../core/contract/window-state.ts';
import { isStale, useHost } from '../state/host-store.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { aboutTime } from './about-time.ts';
import { modeKey } from './mode-key.ts';
import styles from './fire-controls.module.css';

/** Below this a time left is gone before it is read. */
const WORTH_TELLING_MS = 1_000;

type Running = Extract<Activity, { phase: 'running' }>;

function StepWords({ activity }: { readonly activity: Running }) {
  const words = useTranslations('shell.run');
  const stale = useHost(isStale);
  const { step, finished, requests, elapsedMs, expectedMs } = activity;
  switch (step) {
    case 'preparing':
      return words('preparing');
    case 'draining':
      return words('draining');
    case 'stopping':
      return words('stopping');
    case 'firing': {
      const left = remainingMs(activity);
      const long = Math.max(elapsedMs, expectedMs ?? 0) >= WORTH_TELLING_MS;
      return (
        <>
          <span>{words('count', { finished, requests })}</span>
          {left !== null && long && !stale && (
            <span className={styles.left}>{words('left', { time: aboutTime(left) })}</span>
          )}
        </>
      );
    }
  }
}

export function RunProgress() {
  const words = useTranslations('shell.run');
  const modes = useTranslations('shell.mode');
  const activity = useHost(({ state }) => state?.activity);
  const stale = useHost(isStale);
  if (activity?.phase !== 'running') return null;
  const { batch, finished, requests, failed, mode, step } = activity;
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        {batch !== null && (
          <span>
            {words('batch', {
              index: batch.index + 1,
              count: batch.modes.length,
              mode: modes(modeKey(mode)),
            })}
          </span>
        )}
        <StepWords activity={activity} />
        {failed > 0 && <span className={styles.failed}>{words('failed', { count: failed })}</span>}
      </div>
      <ProgressBar
        label={words('progress')}
        // What moves by itself would say that it goes on.
        value={step === 'preparing' && !stale ? null : finished}
        max={requests}
      />
    </div>
  );
}
