// The charts under the timeline: small multiples of the range that is looked at, the dragged one or else what the timeline
// shows. Loaded late. They follow a few times a second and one at a time, so that the timeline stays fluid.
import { useMemo, useState } from 'react';
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
import { useStaggered, type Newest } from './staggered.ts';
import styles from './charts.module.css';

const CHARTS = [InFlightChart, LatencyChart, ThroughputChart, LoopChart, PoolChart];

/** While the view moves, the charts follow at most this often. */
const LEAST_GAP_MS = 150;

export function ChartsPanel() {
  const t = useTranslations('charts');
  const newest = useNewest();
  const shown = useStaggered(newest, CHARTS.length, LEAST_GAP_MS);
  const nothing = newest.input === null && shown.every(({ input }) => input === null);
  return (
    <section className={styles.panel} aria-label={t('title')}>
      {nothing ? (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      ) : (
        <div className={styles.charts}>
          {CHARTS.map((Chart, n) => {
            // To make a chart costs several times what changing it costs: they come one at a time, too.
            const { input, cut } = shown[n] ?? newest;
            const age = input === null || cut === newest.cut ? 'now' : ageOf(input, newest.input);
            return (
              <div key={n} className={styles.slot} data-age={age} aria-busy={age !== 'now'}>
                {input === null ? <div className={styles.chart} /> : <Chart input={input} />}
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}

interface RunInput extends ChartInput {
  readonly feedRun: number;
  /** Whether the range is one that the user chose. */
  readonly dragged: boolean;
}

/** What a chart shows that has not got the newest input yet: the same run otherwise, or another run. */
function ageOf(input: RunInput, newest: RunInput | null): 'old' | 'wrong' {
  return input.feedRun === newest?.feedRun ? 'old' : 'wrong';
}

/** The input, with what makes its forerunner wrong (another run, the end of it) or useless (another range). */
function useNewest(): Newest<RunInput | null> {
  const input = useChartInput();
  if (input === null) return { input, cut: '', hurry: '' };
  const { feedRun, index, range } = input;
  const hurry = `${feedRun} ${index.live}`;
  // Of a growing run the view moves along by itself: what is shown is a moment old, and right.
  const cut = index.live && !input.dragged ? hurry : `${hurry} ${range.startMs} ${range.endMs}`;
  return { input, cut, hurry };
}

function useChartInput(): RunInput | null {
  const analysis = useTraceAnalysis();
  const dragged = useView((view) => view.range);
  const visible = useView((view) => view.visible);
  const threads = useHost(({ state }) => threadsOf(state, analysis?.feedRun ?? null));
  const hasRequests = analysis !== null && !Number.isNaN(analysis.index.firstMs);
  const [begun, setBegun] = useState(hasRequests);
  // Between two runs the charts stay and are empty: they need not be made anew.
  if (hasRequests && !begun) setBegun(true);
  return useMemo(() => {
    const range = begun ? shownRange(analysis, dragged ?? visible) : null;
    if (analysis === null || range === null) return null;
    const { index, feedRun } = analysis;
    return { index, range, threads, feedRun, dragged: dragged !== null };
  }, [analysis, begun, dragged, visible, threads]);
}

/** Pool threads of the run with this number in the feed. */
function threadsOf(state: HostState | null, feedRun: number | null): number | null {
  if (state === null || feedRun === null) return null;
  const kept = state.runs.find((run) => run.feedRun === feedRun);
  return (kept?.scenario ?? state.scenario).pool.threads;
}

/** Of a run of which nothing is known yet. */
const EMPTY_RANGE: TimeRange = { startMs: 0, endMs: 1000 };

/** What is looked at, or all there is. */
function shownRange(analysis: TraceAnalysis | null, looked: TimeRange | null): TimeRange | null {
  if (analysis === null) return null;
  const { firstMs, lastMs } = analysis.index;
  if (looked !== null && looked.endMs > looked.startMs) return looked;
  if (Number.isNaN(firstMs)) return EMPTY_RANGE;
  return { startMs: Math.min(0, firstMs), endMs: Math.max(lastMs, firstMs + 1) };
}
