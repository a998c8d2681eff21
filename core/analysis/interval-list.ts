// Many intervals as two growing columns, and the same sorted for sweeping over time. Numbers only: what an interval is of,
// its owner knows.

const FIRST_CAPACITY = 256;

/** Intervals in the order in which they were added; empty ones are left out. */
export class IntervalList {
  startMs = new Float64Array(FIRST_CAPACITY);
  endMs = new Float64Array(FIRST_CAPACITY);
  length = 0;

  add(startMs: number, endMs: number): void {
    if (!(endMs > startMs)) return;
    if (this.length === this.startMs.length) this.grow();
    this.startMs[this.length] = startMs;
    this.endMs[this.length++] = endMs;
  }

  private grow(): void {
    const [startMs, endMs] = [this.startMs, this.endMs];
    this.startMs = new Float64Array(this.length * 2);
    this.endMs = new Float64Array(this.length * 2);
    this.startMs.set(startMs);
    this.endMs.set(endMs);
  }
}

/**
 * The starts and the ends of the same intervals, each ascending by itself: enough to know how many are open at any moment,
 * which is all that counting over time needs.
 */
export interface SortedIntervals {
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
}

export function sortedIntervals(list: IntervalList): SortedIntervals {
  return {
    startsMs: sorted(list.startMs.subarray(0, list.length)),
    endsMs: sorted(list.endMs.subarray(0, list.length)),
  };
}

/** Most columns of a trace are in order already; only the others are copied and sorted. */
function sorted(values: Float64Array): Float64Array {
  for (let n = 1; n < values.length; n++)
    if (values[n]! < values[n - 1]!) return values.slice().sort();
  return values;
}

/** How many of the ascending values are at most `limit`. */
export function countUpTo(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Greatest number of intervals that are open at one moment of [fromMs, toMs); touching ends do not overlap.
 */
export function greatestOpen(intervals: SortedIntervals, fromMs: number, toMs: number): number {
  const { startsMs, endsMs } = intervals;
  let started = countUpTo(startsMs, fromMs);
  let ended = countUpTo(endsMs, fromMs);
  let greatest = started - ended;
  for (; started < startsMs.length && startsMs[started]! < toMs; started++) {
    while (ended < endsMs.length && endsMs[ended]! <= startsMs[started]!) ended++;
    greatest = Math.max(greatest, started + 1 - ended);
  }
  return greatest;
}

/** What the intervals cover, with pauses shorter than `leastPauseMs` counted as covered; ascending. */
export function joined({ startsMs, endsMs }: SortedIntervals, leastPauseMs: number): IntervalList {
  const list = new IntervalList();
  let first = 0;
  for (let n = 1; n <= startsMs.length; n++) {
    // n have begun before the n-th start: when as many have ended long enough before it, nothing was open between.
    const goesOn = n < startsMs.length && startsMs[n]! - endsMs[n - 1]! < leastPauseMs;
    if (goesOn) continue;
    list.add(startsMs[first]!, endsMs[n - 1]!);
    first = n;
  }
  return list;
}
