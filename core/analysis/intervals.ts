// Small facts about sets of intervals: how many at once, how much in a window.

export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** Greatest number of intervals that overlap at one moment; touching ends do not overlap. */
export function greatestOverlap(intervals: readonly Interval[]): number {
  const starts = Float64Array.from(intervals, (interval) => interval.startMs).sort();
  const ends = Float64Array.from(intervals, (interval) => interval.endMs).sort();
  let open = 0;
  let greatest = 0;
  let ended = 0;
  for (const start of starts) {
    while (ended < ends.length && (ends[ended] as number) <= start) {
      ended++;
      open--;
    }
    open++;
    greatest = Math.max(greatest, open);
  }
  return greatest;
}

/** Total length of the intervals inside [fromMs, toMs]; the intervals must not overlap. */
export function lengthWithin(intervals: readonly Interval[], fromMs: number, toMs: number): number {
  let total = 0;
  for (const { startMs, endMs } of intervals) {
    total += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
  }
  return total;
}
