// The figures of a part of a trace, or of the whole: the same numbers as a run's summary, but from columns and for any
// range. A request belongs to the range in which it ended (after the start, up to the end): adjacent ranges share
// none and leave none out, and a latency is never cut in two.
//
//   range          |---------|
//   request 1   ======            belongs: it ended inside
//   request 2        =======      does not: it ends later
//   loop block    ■■■■■           counts as far as it reaches into the range
import type { Percentiles } from '../contract/run-document.ts';
import { greatestOpen, type IntervalList } from './interval-list.ts';
import { percentilesOf } from './percentile.ts';
import { isTimed, type TraceIndex } from './trace-index.ts';

export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** The whole run as a range. */
export const WHOLE_RUN: TimeRange = { startMs: -Infinity, endMs: Infinity };

export interface RangeStatistics {
  /** Requests that ended in the range. */
  readonly ended: number;
  /** Those of them without a good answer (neither 2xx nor 3xx). */
  readonly failed: number;
  /** How many ended with each outcome (see Outcome), most frequent first. */
  readonly byOutcome: readonly (readonly [outcome: number, count: number])[];
  /** Requests under way at the end of the range. */
  readonly inFlight: number;
  /** Good answers by the second of `makespanMs`. */
  readonly throughputPerS: number;
  /** Of every answered request, whatever its status, from intended send to last byte; null when there is none. */
  readonly latencyMs: Percentiles | null;
  /** How much of the time between the run's first intended send and its last byte (or now) lies in the range. */
  readonly makespanMs: number;
  readonly loopBlockedMs: number;
  /** Of `makespanMs`. */
  readonly loopBlockedShare: number;
  /** The part of a block outside the range does not count. */
  readonly longestBlockMs: number;
  /** Of the probes that were answered in the range, or still wait for an answer; null when there is none. */
  readonly worstProbeMs: number | null;
  readonly greatestOverlap: { readonly fetch: number; readonly inference: number };
}

/** Percentiles are of the raw latencies of the range, never averages of percentiles. */
export function rangeStatistics(index: TraceIndex, range: TimeRange): RangeStatistics {
  const fromMs = Math.max(range.startMs, index.firstMs);
  const toMs = Math.min(range.endMs, index.lastMs);
  const makespanMs = toMs > fromMs ? toMs - fromMs : 0;
  const counted = countRequests(index, range);
  const loop = blocksWithin(index.blocks, fromMs, toMs);
  return {
    ended: counted.ended,
    failed: counted.failed,
    byOutcome: [...counted.byOutcome].sort((a, b) => b[1] - a[1] || a[0] - b[0]),
    inFlight: counted.inFlight,
    throughputPerS: makespanMs > 0 ? (counted.good * 1000) / makespanMs : 0,
    latencyMs: percentilesOf(latenciesWithin(index, range)),
    makespanMs,
    loopBlockedMs: loop.totalMs,
    loopBlockedShare: makespanMs > 0 ? loop.totalMs / makespanMs : 0,
    longestBlockMs: loop.longestMs,
    worstProbeMs: worstEnded(index.probes, range),
    greatestOverlap: {
      fetch: greatestOpen(index.fetches, range.startMs, range.endMs),
      inference: greatestOpen(index.inferences, range.startMs, range.endMs),
    },
  };
}

/** Latencies in ms of the answered requests that ended in the range, in order of first appearance. */
export function latenciesWithin(index: TraceIndex, range: TimeRange): Float64Array {
  const { requests } = index;
  const latencies = new Float64Array(requests.length);
  let count = 0;
  for (let n = 0; n < requests.length; n++) {
    const answered = requests.outcome[n]! > 0 && endedWithin(requests.endMs[n]!, range);
    if (!answered || !isTimed(index, n)) continue;
    latencies[count++] = requests.endMs[n]! - requests.startMs[n]!;
  }
  return latencies.subarray(0, count);
}

/** Whether what ended at `endMs` belongs to the range; NaN (has not ended) does not. */
export function endedWithin(endMs: number, range: TimeRange): boolean {
  return endMs > range.startMs && endMs <= range.endMs;
}

/** A good answer: 2xx or 3xx. */
export function isGoodOutcome(outcome: number): boolean {
  return outcome >= 200 && outcome < 400;
}

function countRequests(index: TraceIndex, range: TimeRange) {
  const { requests } = index;
  const byOutcome = new Map<number, number>();
  const counted = { ended: 0, failed: 0, good: 0, inFlight: 0, byOutcome };
  for (let n = 0; n < requests.length; n++) {
    const endMs = requests.endMs[n]!;
    if (!endedWithin(endMs, range)) {
      const begun = requests.startMs[n]! <= range.endMs;
      if (begun && (Number.isNaN(endMs) || endMs > range.endMs)) counted.inFlight++;
      continue;
    }
    const outcome = requests.outcome[n]!;
    counted.ended++;
    byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
    if (!isGoodOutcome(outcome)) counted.failed++;
    else if (isTimed(index, n)) counted.good++;
  }
  return counted;
}

function blocksWithin(blocks: IntervalList, fromMs: number, toMs: number) {
  let totalMs = 0;
  let longestMs = 0;
  for (let n = 0; n < blocks.length; n++) {
    const insideMs = Math.min(blocks.endMs[n]!, toMs) - Math.max(blocks.startMs[n]!, fromMs);
    if (!(insideMs > 0)) continue;
    totalMs += insideMs;
    if (insideMs > longestMs) longestMs = insideMs;
  }
  return { totalMs, longestMs };
}

function worstEnded(probes: IntervalList, range: TimeRange): number | null {
  let worstMs: number | null = null;
  for (let n = 0; n < probes.length; n++) {
    if (!endedWithin(probes.endMs[n]!, range)) continue;
    const tookMs = probes.endMs[n]! - probes.startMs[n]!;
    if (worstMs === null || tookMs > worstMs) worstMs = tookMs;
  }
  return worstMs;
}
