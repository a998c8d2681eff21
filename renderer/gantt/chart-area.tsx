// The middle of the window: toolbar, then the chart or its twin, then the legend that filters both.
import type { ReactNode } from 'react';
import { useHostLink } from '../state/host-link.ts';
import { useView } from '../state/view-store.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import { Gantt } from './gantt.tsx';
import { Legend } from './legend.tsx';
import styles from './chart-area.module.css';

export interface ChartAreaProps {
  /** The same as a table. */
  readonly table: ReactNode;
}

export function ChartArea({ table }: ChartAreaProps) {
  const { trace } = useHostLink();
  const body = useView((view) => view.body);
  return (
    <div className={styles.area}>
      <ChartToolbar />
      <div className={styles.body}>{body === 'chart' ? <Gantt trace={trace} /> : table}</div>
      <Legend />
    </div>
  );
}
