// What a range looks like over time: a few buckets, each with an exact number. Buckets are of a round width and begin at its
// multiples, so that moving the range a little moves the picture and does not change it.
//
//   range            |--------------------|
//   buckets     |----|----|----|----|----|----|      round width; the outermost may reach beyond the range
import { niceStep } from '../export/gantt-axis.ts';
import { countUpTo, type IntervalList, type SortedIntervals } from './interval-list.ts';
import { isGoodOutcome, type TimeRange } from './range-statistics.ts';
import type { TraceIndex } from './trace-index.ts';

export interface Buckets {
  /** Start of the first one. */
  readonly startMs: number;
  readonly widthMs: number;
  readonly count: number;
}

/** At most `most` (two or more) buckets that cover the range. @throws RangeError when the range is empty or endless */
export function bucketsOf(range: TimeRange, most: number): Buckets {
  const lengthMs = range.endMs - range.startMs;
  if (!(lengthMs > 0 && lengthMs < Infinity))
    throw new RangeError(`no buckets over ${range.startMs}..${range.endMs} ms`);
  // One less, because neither end of the range need be a multiple of the width.
  const widthMs = niceStep(lengthMs / (most - 1));
  const first = Math.floor(range.startMs / widthMs + 1e-9);
  const last = Math.ceil(range.endMs / widthMs - 1e-9);
  return { startMs: first * widthMs, widthMs, count: last - first };
}

export interface LevelSeries {
  /** Average over the bucket's time. */
  readonly mean: Float64Array;
  /** Greatest at any moment of the bucket. */
  readonly max: Float64Array;
}

/**
 * How many of the intervals are open, by bucket.
 * @param untilMs the average of the bucket that holds it is of the time before it
 */
export function levelSeries(
  intervals: SortedIntervals,
  buckets: Buckets,
  untilMs = Infinity,
): LevelSeries {
  const { startsMs, endsMs } = intervals;
  const mean = new Float64Array(buckets.count);
  const max = new Float64Array(buckets.count);
  let started = countUpTo(startsMs, buckets.startMs);
  let ended = countUpTo(endsMs, buckets.startMs);
  for (let n = 0; n < buckets.count; n++) {
    const fromMs = buckets.startMs + n * buckets.widthMs;
    const toMs = buckets.startMs + (n + 1) * buckets.widthMs;
    // What ends or begins at the edge itself, before the greatest is looked for: touching intervals do not overlap.
    while (ended < endsMs.length && endsMs[ended]! <= fromMs) ended++;
    while (started < startsMs.length && startsMs[started]! <= fromMs) started++;
    let atMs = fromMs;
    let levelMs = 0;
    max[n] = started - ended;
    for (;;) {
      const nextStart = started < startsMs.length ? startsMs[started]! : Infinity;
      const nextEnd = ended < endsMs.length ? endsMs[ended]! : Infinity;
      const nextMs = Math.min(nextStart, nextEnd, toMs);
      levelMs += (started - ended) * (nextMs - atMs);
      atMs = nextMs;
      if (nextMs === toMs) break;
      if (nextEnd <= nextStart) ended++;
      else max[n] = Math.max(max[n]!, ++started - ended);
    }
    const knownMs = Math.min(toMs, untilMs) - fromMs;
    mean[n] = knownMs > 0 ? levelMs / knownMs : 0;
  }
  return { mean, max };
}

export interface CompletionSeries {
  /** Requests that ended in the bucket with a good answer. */
  readonly good: Uint32Array;
  /** Requests that ended in the bucket otherwise. */
  readonly failed: Uint32Array;
}

/** When requests ended, by bucket; a bucket has what ended after its start and up to its end, as a range has. */
export function completionSeries(index: TraceIndex, buckets: Buckets): CompletionSeries {
  const good = new Uint32Array(buckets.count);
  const failed = new Uint32Array(buckets.count);
  const { requests } = index;
  for (let n = 0; n < requests.length; n++) {
    const bucket = Math.ceil((requests.endMs[n]! - buckets.startMs) / buckets.widthMs) - 1;
    // Written so that NaN (has not ended) is left out as well.
    if (!(bucket >= 0 && bucket < buckets.count)) continue;
    const into = isGoodOutcome(requests.outcome[n]!) ? good : failed;
    into[bucket] = into[bucket]! + 1;
  }
  return { good, failed };
}

/** Per bucket, the longest that somebody who comes in it would wait for the end of what holds the loop then. */
export function heldDelaySeries(held: IntervalList, buckets: Buckets): Float64Array {
  const delayMs = new Float64Array(buckets.count);
  const { startMs, widthMs, count } = buckets;
  for (let n = 0; n < held.length; n++) {
    const fromMs = held.startMs[n]!;
    const endMs = held.endMs[n]!;
    const first = Math.max(0, Math.floor((fromMs - startMs) / widthMs));
    for (let bucket = first; bucket < count; bucket++) {
      const metMs = Math.max(fromMs, startMs + bucket * widthMs);
      if (metMs >= endMs) break;
      delayMs[bucket] = Math.max(delayMs[bucket]!, endMs - metMs);
    }
  }
  return delayMs;
}

/** Per bucket, how long the slowest of the probes that were due in it took; NaN where none was due. */
export function probeDelaySeries(probes: IntervalList, buckets: Buckets): Float64Array {
  const delayMs = new Float64Array(buckets.count).fill(NaN);
  for (let n = 0; n < probes.length; n++) {
    const bucket = Math.floor((probes.startMs[n]! - buckets.startMs) / buckets.widthMs);
    if (!(bucket >= 0 && bucket < buckets.count)) continue;
    const tookMs = probes.endMs[n]! - probes.startMs[n]!;
    if (!(delayMs[bucket]! >= tookMs)) delayMs[bucket] = tookMs;
  }
  return delayMs;
}
