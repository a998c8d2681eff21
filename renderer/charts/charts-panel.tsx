// The charts under the timeline: small multiples of the range that is looked at, the dragged one or else what the timeline
// shows. Loaded late. They follow a few times a second and one at a time, so that the timeline stays fluid.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { TimeRange } from '../../core/analysis/range-statistics.ts';
import type { HostState } from '../../core/contract/window-state.ts';
import type { TraceAnalysis } from '../numbers/trace-analysis.ts';
import { useTraceAnalysis } from '../numbers/use-trace-analysis.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import type { ChartInput } from './chart-rows.ts';
import { InFlightChart } from './in-flight-chart.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { LoopChart } from './loop-chart.tsx';
import { PoolChart } from './pool-chart.tsx';
import { ThroughputChart } from './throughput-chart.tsx';
import { useStaggered } from './staggered.ts';
import styles from './charts.module.css';

const CHARTS = [InFlightChart, LatencyChart, ThroughputChart, LoopChart, PoolChart];

/** While the view moves, the charts follow at most this often. */
const LEAST_GAP_MS = 150;

export function ChartsPanel() {
  const t = useTranslations('charts');
  const inputs = useStaggered(useChartInput(), CHARTS.length, LEAST_GAP_MS);
  const first = inputs[0] ?? null;
  return (
    <section className={styles.panel} aria-label={t('title')}>
      {first === null ? (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      ) : (
        <div className={styles.charts}>
          {CHARTS.map((Chart, n) => (
            <Chart key={n} input={inputs[n] ?? first} />
          ))}
        </div>
      )}
    </section>
  );
}

function useChartInput(): ChartInput | null {
  const analysis = useTraceAnalysis();
  const dragged = useView((view) => view.range);
  const visible = useView((view) => view.visible);
  const threads = useHost(({ state }) => threadsOf(state, analysis?.feedRun ?? null));
  return useMemo(() => {
    const range = shownRange(analysis, dragged ?? visible);
    return analysis === null || range === null ? null : { index: analysis.index, range, threads };
  }, [analysis, dragged, visible, threads]);
}

/** Pool threads of the run with this number in the feed. */
function threadsOf(state: HostState | null, feedRun: number | null): number | null {
  if (state === null || feedRun === null) return null;
  const kept = state.runs.find((run) => run.feedRun === feedRun);
  return (kept?.scenario ?? state.scenario).pool.threads;
}

/** What is looked at, or all there is; null while there is nothing. */
function shownRange(analysis: TraceAnalysis | null, looked: TimeRange | null): TimeRange | null {
  if (analysis === null) return null;
  const { firstMs, lastMs } = analysis.index;
  if (Number.isNaN(firstMs)) return null;
  if (looked !== null && looked.endMs > looked.startMs) return looked;
  return { startMs: Math.min(0, firstMs), endMs: Math.max(lastMs, firstMs + 1) };
}
