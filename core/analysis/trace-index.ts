// A trace made ready for questions about ranges of it: one pass over the columns, whatever is counted over time sorted once,
// so that a dragged range asks by binary search. Made anew when the columns changed; what is still open counts up to `untilMs`.
import { RUNTIME_BLOCK_MS } from '../contract/limits.ts';
import { FIRST_OUTSIDE_ID } from '../trace/request-label.ts';
import { poolThreadOfLane } from '../trace/lane.ts';
import type { RequestColumns } from '../trace/request-columns.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';
import { IntervalList, joined, sortedIntervals, type SortedIntervals } from './interval-list.ts';

export interface TraceIndex {
  /** Up to when the trace is known: the clock of a live trace, else its last moment. */
  readonly untilMs: number;
  readonly live: boolean;
  readonly requests: RequestColumns;
  /** Whether the run has requests of its own; then its times are theirs, and strangers' are only counted. */
  readonly measured: boolean;
  /** First intended send; NaN before there is one. */
  readonly firstMs: number;
  /** Last byte, or `untilMs` while somebody waits for one; NaN before there is a request. */
  readonly lastMs: number;
  readonly inFlight: SortedIntervals;
  readonly fetches: SortedIntervals;
  readonly inferences: SortedIntervals;
  /** Time in which a pool thread worked for a request. */
  readonly poolBusy: SortedIntervals;
  /** Time for which a request waited for a pool thread. */
  readonly poolQueue: SortedIntervals;
  /** Blocks of the event loop, in no particular order; they do not overlap. */
  readonly blocks: IntervalList;
  /**
   * The same, joined over pauses so short that nobody knows whether the loop was free, ascending: callbacks that were
   * due together run one after the other before the loop looks for newcomers.
   */
  readonly held: IntervalList;
  /** Health probes, from intended send to answer, in no particular order. */
  readonly probes: IntervalList;
}

interface Collected {
  readonly fetches: IntervalList;
  readonly inferences: IntervalList;
  readonly poolBusy: IntervalList;
  readonly poolQueue: IntervalList;
  readonly blocks: IntervalList;
  readonly probes: IntervalList;
}

/** @param nowMs up to when open spans count; NaN: up to the last moment in the trace */
export function indexTrace(trace: ShownTrace, nowMs: number): TraceIndex {
  const { spans, requests, live } = trace;
  const untilMs = Number.isNaN(nowMs) ? lastMomentMs(spans, requests) : nowMs;
  const collected = collect(spans, untilMs);
  const { measured, firstMs, lastMs, inFlight } = indexRequests(requests, live, untilMs);
  return {
    untilMs,
    live,
    requests,
    measured,
    firstMs,
    lastMs,
    inFlight,
    fetches: sortedIntervals(collected.fetches),
    inferences: sortedIntervals(collected.inferences),
    poolBusy: sortedIntervals(collected.poolBusy),
    poolQueue: sortedIntervals(collected.poolQueue),
    blocks: collected.blocks,
    held: joined(sortedIntervals(collected.blocks), RUNTIME_BLOCK_MS),
    probes: collected.probes,
  };
}

/** Whether a request is one that the run's times are of. */
export function isTimed(index: TraceIndex, at: number): boolean {
  return !index.measured || index.requests.id[at]! < FIRST_OUTSIDE_ID;
}

function collect(spans: SpanColumns, untilMs: number): Collected {
  const collected: Collected = {
    fetches: new IntervalList(),
    inferences: new IntervalList(),
    poolBusy: new IntervalList(),
    poolQueue: new IntervalList(),
    blocks: new IntervalList(),
    probes: new IntervalList(),
  };
  for (let n = 0; n < spans.length; n++) {
    const list = listOf(collected, spans.kind[n] as SpanKind);
    if (list === null || (spans.flags[n]! & SpanFlag.Void) !== 0) continue;
    const startMs = spans.startMs[n]!;
    const endMs = endOr(spans.endMs[n]!, untilMs);
    list.add(startMs, endMs);
    const works = list === collected.fetches || list === collected.inferences;
    if (works && poolThreadOfLane(spans.lane[n]!) !== null) collected.poolBusy.add(startMs, endMs);
  }
  return collected;
}

function listOf(collected: Collected, kind: SpanKind): IntervalList | null {
  switch (kind) {
    case SpanKind.Fetch:
      return collected.fetches;
    case SpanKind.Inference:
      return collected.inferences;
    case SpanKind.PoolWait:
      return collected.poolQueue;
    case SpanKind.LoopBusy:
      return collected.blocks;
    case SpanKind.Probe:
      return collected.probes;
    case SpanKind.SendWait:
    case SpanKind.AcceptWait:
    case SpanKind.LoopWait:
    case SpanKind.Respond:
    case SpanKind.Deliver:
    case SpanKind.BackgroundWait:
    case SpanKind.Background:
    case SpanKind.FeatureService:
    case SpanKind.CpuWait:
    case SpanKind.Unaccounted:
    case SpanKind.Sleep:
    case SpanKind.Receive:
      return null;
  }
}

function indexRequests(requests: RequestColumns, live: boolean, untilMs: number) {
  const intervals = new IntervalList();
  let measured = false;
  for (let n = 0; n < requests.length && !measured; n++)
    measured = requests.id[n]! < FIRST_OUTSIDE_ID;
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (let n = 0; n < requests.length; n++) {
    const startMs = requests.startMs[n]!;
    if (Number.isNaN(startMs)) continue;
    const endMs = endOr(requests.endMs[n]!, untilMs);
    intervals.add(startMs, endMs);
    if (measured && requests.id[n]! >= FIRST_OUTSIDE_ID) continue;
    firstMs = Math.min(firstMs, startMs);
    // A finished run ends with its last answer, also when some request never had one.
    if (live || !Number.isNaN(requests.endMs[n]!)) lastMs = Math.max(lastMs, endMs);
  }
  const inFlight = sortedIntervals(intervals);
  if (firstMs === Infinity) return { measured, firstMs: NaN, lastMs: NaN, inFlight };
  return { measured, firstMs, lastMs: Math.max(firstMs, lastMs), inFlight };
}

function endOr(endMs: number, untilMs: number): number {
  return Number.isNaN(endMs) ? untilMs : endMs;
}

/** The latest start or end of anything; 0 when there is nothing. */
function lastMomentMs(spans: SpanColumns, requests: RequestColumns): number {
  let lastMs = 0;
  for (let n = 0; n < spans.length; n++) {
    if (spans.startMs[n]! > lastMs) lastMs = spans.startMs[n]!;
    if (spans.endMs[n]! > lastMs) lastMs = spans.endMs[n]!;
  }
  for (let n = 0; n < requests.length; n++)
    if (requests.endMs[n]! > lastMs) lastMs = requests.endMs[n]!;
  return lastMs;
}
