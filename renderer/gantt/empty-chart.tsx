// The chart's place while there is nothing to draw: before anything has run, while a run is fetched, when it cannot be had.
import { useTranslations } from 'use-intl';
import { useTraceStatus } from '../host/trace-status.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Spinner } from '../ui/spinner.tsx';
import styles from './empty-chart.module.css';

/** Whoever asks for the same run again has it fetched again. */
function askAgain(): void {
  const view = useView.getState();
  view.show({ ...view.showing });
}

export function EmptyChart() {
  const texts = useTranslations('gantt.empty');
  const running = useHost(({ state }) => state?.activity.phase === 'running');
  const origin = useHost(({ state }) => state?.host.predictionOrigin ?? null);
  const status = useTraceStatus((trace) => trace.status);
  if (status.phase === 'failed') {
    return (
      <div className={styles.place} role="alert">
        <EmptyState
          title={texts('failed')}
          action={<Button onClick={askAgain}>{texts('again')}</Button>}
        >
          {status.reason}
        </EmptyState>
      </div>
    );
  }
  if (status.phase === 'loading') {
    return (
      <div className={styles.place}>
        <Spinner label={texts('loading')} />
      </div>
    );
  }
  if (running) return <div className={styles.place}>{texts('waiting')}</div>;
  return (
    <div className={styles.place}>
      <EmptyState title={texts('title')} action={<Kbd keys="$mod+Enter" />}>
        {texts('text')}
        {origin !== null && <div className={styles.more}>{texts('outside', { origin })}</div>}
      </EmptyState>
    </div>
  );
}
