// The chart's place before anything has run.
import { useTranslations } from 'use-intl';
import { useHost } from '../state/host-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Kbd } from '../ui/kbd.tsx';
import styles from './empty-chart.module.css';

export function EmptyChart() {
  const texts = useTranslations('gantt');
  const running = useHost(({ state }) => state?.activity.phase === 'running');
  const origin = useHost(({ state }) => state?.host.predictionOrigin ?? null);
  if (running) return <div className={styles.place}>{texts('empty.waiting')}</div>;
  return (
    <div className={styles.place}>
      <EmptyState title={texts('empty.title')} action={<Kbd keys="$mod+Enter" />}>
        {texts('empty.text')}
        {origin !== null && <div className={styles.more}>{texts('empty.outside', { origin })}</div>}
      </EmptyState>
    </div>
  );
}
