// What brings the view back: to the newest while a run goes on, to the whole when it ended out of view.
import { useTranslations } from 'use-intl';
import { ArrowRightToLine, Maximize2 } from 'lucide-react';
import { Kbd } from '../ui/kbd.tsx';
import { useView } from '../state/view-store.ts';
import type { GanttStatus } from './store-teller.ts';
import styles from './view-pills.module.css';

export interface ViewPillsProps {
  readonly status: GanttStatus;
  readonly onFollow: () => void;
  readonly onFit: () => void;
}

export function ViewPills({ status, onFollow, onFit }: ViewPillsProps) {
  const texts = useTranslations('gantt');
  const following = useView((view) => view.following);
  if (status.growing && !following)
    return (
      <button type="button" className={styles.pill} onClick={onFollow}>
        <ArrowRightToLine size={12} aria-hidden />
        {texts('follow')}
      </button>
    );
  if (!status.cutOff) return null;
  return (
    <button type="button" className={styles.pill} onClick={onFit}>
      <Maximize2 size={12} aria-hidden />
      {texts('fitPill')}
      <Kbd keys="Digit0" />
    </button>
  );
}
