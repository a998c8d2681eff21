// What each chart draws, as few rows of plain numbers, and what it says in words. Pure; the range decides everything.
import { histogramOf } from '../../core/analysis/histogram.ts';
import { percentilesOf } from '../../core/analysis/percentile.ts';
import { latenciesWithin, type TimeRange } from '../../core/analysis/range-statistics.ts';
import {
  heldDelaySeries,
  bucketsOf,
  completionSeries,
  levelSeries,
  probeDelaySeries,
  type Buckets,
} from '../../core/analysis/series.ts';
import type { SortedIntervals } from '../../core/analysis/interval-list.ts';
import type { TraceIndex } from '../../core/analysis/trace-index.ts';
import type { Percentiles } from '../../core/contract/run-document.ts';

/** What all charts are of. */
export interface ChartInput {
  readonly index: TraceIndex;
  readonly range: TimeRange;
  /** Pool threads of the run's scenario; null where it is not known. */
  readonly threads: number | null;
}

/** More would be narrower than a pixel or two, and drawing is paid by the point. */
const MOST_BUCKETS = 100;
/** A rate needs something to count: narrower bars would show one answer each. */
const MOST_BARS = 40;
const MOST_BINS = 60;
const FEWEST_BINS = 8;

export interface TimeRow {
  /** Middle of the bucket. */
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface InFlightRow extends TimeRow {
  readonly mean: number;
  readonly max: number;
}

export interface ThroughputRow extends TimeRow {
  readonly good: number;
  readonly failed: number;
  readonly goodPerS: number;
  readonly failedPerS: number;
}

export interface LoopRow extends TimeRow {
  readonly heldMs: number;
  /** null: no probe was due in this bucket. */
  readonly probeMs: number | null;
}

export interface PoolRow extends TimeRow {
  /** On average. */
  readonly busy: number;
  /** At any moment. */
  readonly busyMax: number;
  /** On average. */
  readonly queued: number;
  /** At any moment. */
  readonly queuedMax: number;
}

export interface LatencyRow {
  /** Lower edge of the bin; the last row is the upper edge of the last bin. */
  readonly ms: number;
  readonly toMs: number;
  readonly count: number;
  /** Share of the requests that were faster than `ms`, in percent. */
  readonly fasterPercent: number;
}

export interface LatencyRows {
  readonly rows: readonly LatencyRow[];
  readonly percentiles: Percentiles | null;
  readonly count: number;
}

/** Rows of the buckets that have begun, each made of its number and its times. */
function timeRows<Row extends TimeRow>(
  { index, range }: ChartInput,
  most: number,
  make: (buckets: Buckets) => (n: number, time: TimeRow) => Row,
): readonly Row[] {
  const buckets = bucketsOf(range, most);
  const row = make(buckets);
  const rows: Row[] = [];
  for (let n = 0; n < buckets.count; n++) {
    const fromMs = buckets.startMs + n * buckets.widthMs;
    // Of what has not been yet, nothing is shown: not a zero.
    if (index.live && fromMs >= index.untilMs) break;
    const toMs = fromMs + buckets.widthMs;
    rows.push(row(n, { atMs: (fromMs + toMs) / 2, fromMs, toMs }));
  }
  return rows;
}

/** The average of a bucket that is not over is of the part that is known. */
function knownUntilMs({ live, untilMs }: TraceIndex): number {
  return live ? untilMs : Infinity;
}

export function inFlightRows(input: ChartInput): readonly InFlightRow[] {
  return timeRows(input, MOST_BUCKETS, (buckets) => {
    const { mean, max } = levelSeries(input.index.inFlight, buckets, knownUntilMs(input.index));
    return (n, time) => ({ ...time, mean: mean[n]!, max: max[n]! });
  });
}

export function throughputRows(input: ChartInput): readonly ThroughputRow[] {
  return timeRows(input, MOST_BARS, (buckets) => {
    const ended = completionSeries(input.index, buckets);
    const perS = 1000 / buckets.widthMs;
    return (n, time) => {
      const good = ended.good[n]!;
      const failed = ended.failed[n]!;
      return { ...time, good, failed, goodPerS: good * perS, failedPerS: failed * perS };
    };
  });
}

export function loopRows(input: ChartInput): readonly LoopRow[] {
  return timeRows(input, MOST_BUCKETS, (buckets) => {
    const heldMs = heldDelaySeries(input.index.held, buckets);
    const probeMs = probeDelaySeries(input.index.probes, buckets);
    return (n, time) => ({
      ...time,
      heldMs: heldMs[n]!,
      probeMs: Number.isNaN(probeMs[n]!) ? null : probeMs[n]!,
    });
  });
}

export function poolRows(input: ChartInput): readonly PoolRow[] {
  const { index } = input;
  return timeRows(input, MOST_BUCKETS, (buckets) => {
    const busy = levelSeries(index.poolBusy, buckets, knownUntilMs(index));
    const queued = levelSeries(index.poolQueue, buckets, knownUntilMs(index));
    const there = levelSeries(poolPresence(index), buckets, knownUntilMs(index));
    return (n, time) => {
      // What is on its way to a free thread waits for it, too, for a moment, and is not queued.
      const beyond = Math.max(0, there.max[n]! - (input.threads ?? 0));
      const queuedMax = Math.min(queued.max[n]!, beyond);
      const mean = Math.min(queued.mean[n]!, queuedMax);
      return { ...time, busy: busy.mean[n]!, busyMax: busy.max[n]!, queued: mean, queuedMax };
    };
  });
}

const presences = new WeakMap<TraceIndex, SortedIntervals>();

/** What waits for a thread of the pool or has one. */
function poolPresence(index: TraceIndex): SortedIntervals {
  const known = presences.get(index);
  if (known !== undefined) return known;
  const { poolBusy, poolQueue } = index;
  const made = {
    startsMs: merged(poolBusy.startsMs, poolQueue.startsMs),
    endsMs: merged(poolBusy.endsMs, poolQueue.endsMs),
  };
  presences.set(index, made);
  return made;
}

function merged(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all.sort();
}

export function latencyRows({ index, range }: ChartInput): LatencyRows {
  const latencies = latenciesWithin(index, range);
  // The fewer values, the wider the bins: else every bin has one.
  const bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, 2 * Math.sqrt(latencies.length)));
  const { edges, counts } = histogramOf(latencies, bins);
  const rows: LatencyRow[] = [];
  let faster = 0;
  for (let n = 0; n < edges.length; n++) {
    const count = counts[n] ?? 0;
    const fasterPercent = (100 * faster) / latencies.length;
    rows.push({ ms: edges[n]!, toMs: edges[n + 1] ?? edges[n]!, count, fasterPercent });
    faster += count;
  }
  return { rows, percentiles: percentilesOf(latencies), count: latencies.length };
}

/** The row with the greatest value; null when there is none. */
export function greatestRow<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | null,
): Row | null {
  let greatest: Row | null = null;
  let most = -Infinity;
  for (const row of rows) {
    const at = value(row);
    if (at !== null && at > most) [greatest, most] = [row, at];
  }
  return greatest;
}
