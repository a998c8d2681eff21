// The parts of the window, as they stand in it. Each has a boundary of its own: when one falls, the others stay.
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { ChartToolbar } from '../gantt/chart-toolbar.tsx';
import { Gantt } from '../gantt/gantt.tsx';
import { Legend } from '../gantt/legend.tsx';
import { ScenarioPanel } from '../scenario/scenario-panel.tsx';
import { NumbersBar } from '../numbers/numbers-bar.tsx';
import { DetailsPanel } from '../panels/details-panel.tsx';
import { RunsStrip } from '../panels/runs-strip.tsx';
import { SpanTable } from '../panels/table/span-table.tsx';
import { useHostLink } from '../state/host-link.ts';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { OutcomeLine } from './outcome-line.tsx';
import styles from './window-frame.module.css';

/** The charts bring a library with them that nothing else needs. */
const LazyCharts = lazy(async () => {
  const { ChartsPanel } = await import('../charts/charts-panel.tsx');
  return { default: ChartsPanel };
});

export function ScenarioPart() {
  return (
    <ErrorBoundary>
      <ScenarioPanel />
    </ErrorBoundary>
  );
}

function ChartBody() {
  const { trace } = useHostLink();
  const body = useView((view) => view.body);
  return body === 'table' ? <SpanTable /> : <Gantt trace={trace} />;
}

/** The chart or its twin, the table, with what belongs to both. */
export function ChartPart() {
  return (
    <div id="chart" className={styles.chart} tabIndex={-1}>
      <OutcomeLine />
      <ErrorBoundary>
        <ChartToolbar />
        <div className={styles.chartBody}>
          <ChartBody />
        </div>
        <Legend />
      </ErrorBoundary>
    </div>
  );
}

export function ChartsPart() {
  const words = useTranslations('shell.panels');
  return (
    // It scrolls, and charts have nothing in them that a keyboard could stop at.
    <div className={styles.charts} role="group" aria-label={words('charts')} tabIndex={0}>
      <ErrorBoundary>
        <NumbersBar />
      </ErrorBoundary>
      <ErrorBoundary>
        <Suspense>
          <LazyCharts />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

export function DetailsPart() {
  return (
    <ErrorBoundary>
      <DetailsPanel />
    </ErrorBoundary>
  );
}

export function RunsPart() {
  return (
    <ErrorBoundary>
      <RunsStrip />
    </ErrorBoundary>
  );
}
