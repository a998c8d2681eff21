// What lies on one row of a chart: its spans sorted by start, as columns of their own, so that painting reads memory in order.
// Spans may overlap; `latestEnd` (the latest end up to here) ascends even then, so both ends of a stretch of time are
// found by binary search. Appending is cheap: what came since is sorted only when somebody looks (`settle`).
//
//   entry        0: |======|       1:   |==|      2:      |==|
//   latestEnd           8              8                  11
import { SpanFlag } from '../trace/span-columns.ts';

const FIRST_CAPACITY = 16;
/** So many unsorted entries are searched one by one before they are sorted. */
const SEARCHED_UNSORTED = 32;

export class Track {
  length = 0;
  startMs = new Float64Array(FIRST_CAPACITY);
  /** Infinity while a span is open. */
  endMs = new Float64Array(FIRST_CAPACITY);
  /** Kind that is shown; 0: withdrawn, to be left out at the next `settle`. */
  kind = new Uint8Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  /** Row in the span columns. */
  row = new Int32Array(FIRST_CAPACITY);
  /** Kinds that were ever here, a bit each. */
  kinds = 0;
  /** Grows with every change. */
  version = 0;
  /** Entries that have no end yet. */
  openCount = 0;
  private latestEnd = new Float64Array(FIRST_CAPACITY);
  private sorted = 0;
  /** `latestEnd` is right below this entry. */
  private latestEndUpTo = 0;
  /** First entry that begins before an earlier one has ended; Infinity: none does. */
  private firstOverlap = Infinity;
  /** First entry that was withdrawn; Infinity: none. */
  private firstWithdrawn = Infinity;
  private dirtyFromMs = Infinity;

  /** @param endMs NaN while the span is open */
  add(row: number, startMs: number, endMs: number, kind: number, flags: number): void {
    if (this.length === this.row.length) this.grow();
    const at = this.length++;
    if (at === this.sorted && (at === 0 || this.startMs[at - 1]! <= startMs)) this.sorted++;
    this.put(at, row, startMs, endMs, kind, flags);
  }

  /** Writes a known row anew. @param knownStartMs its start as it was added */
  change(
    row: number,
    knownStartMs: number,
    startMs: number,
    endMs: number,
    kind: number,
    flags: number,
  ): void {
    const at = this.find(row, knownStartMs);
    if (startMs !== knownStartMs) {
      this.withdraw(at);
      this.add(row, startMs, endMs, kind, flags);
      return;
    }
    if (this.endMs[at] === Infinity) this.openCount--;
    this.put(at, row, startMs, endMs, kind, flags);
  }

  remove(row: number, knownStartMs: number): void {
    this.withdraw(this.find(row, knownStartMs));
  }

  /** Earliest moment at which anything changed since the last call; Infinity: nothing did. */
  takeDirtyFrom(): number {
    const from = this.dirtyFromMs;
    this.dirtyFromMs = Infinity;
    return from;
  }

  /** Whether any entry begins before an earlier one has ended. */
  get overlaps(): boolean {
    return this.firstOverlap < this.length;
  }

  /** Sorts what came since the last time. To be called before entries are read. */
  settle(): void {
    if (this.firstWithdrawn < this.length) this.leaveOut();
    if (this.sorted < this.length) this.sortTail();
    if (this.firstOverlap >= this.latestEndUpTo) this.firstOverlap = Infinity;
    for (let n = this.latestEndUpTo; n < this.length; n++) {
      const before = n === 0 ? -Infinity : this.latestEnd[n - 1]!;
      if (this.startMs[n]! < before && n < this.firstOverlap) this.firstOverlap = n;
      this.latestEnd[n] = Math.max(before, this.endMs[n]!);
    }
    this.latestEndUpTo = this.length;
  }

  /** First entry that may reach `ms` or beyond: every entry before it ends earlier. */
  firstReaching(ms: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.latestEnd[middle]! < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** First entry that starts at `ms` or later. */
  firstStarting(ms: number): number {
    return lowerBound(this.startMs, this.length, ms);
  }

  /** Whether a row is here, wherever it starts. */
  has(row: number): boolean {
    return this.row.subarray(0, this.length).includes(row);
  }

  /** Position of a row; throws when it is not here. */
  find(row: number, startMs: number): number {
    if (this.length - this.sorted > SEARCHED_UNSORTED) this.settle();
    for (let n = this.sorted; n < this.length; n++) if (this.row[n] === row) return n;
    let at = lowerBound(this.startMs, this.sorted, startMs);
    while (at < this.sorted && this.startMs[at] === startMs) {
      if (this.row[at] === row && this.kind[at] !== 0) return at;
      at++;
    }
    throw new Error(`span ${row} at ${startMs} ms is not on its track`);
  }

  private put(
    at: number,
    row: number,
    startMs: number,
    endMs: number,
    kind: number,
    flags: number,
  ): void {
    const open = Number.isNaN(endMs);
    this.row[at] = row;
    this.startMs[at] = startMs;
    this.endMs[at] = open ? Infinity : endMs;
    this.kind[at] = kind;
    this.kinds |= 1 << kind;
    this.flags[at] = flags;
    if (open) this.openCount++;
    this.touch(at);
  }

  private withdraw(at: number): void {
    if (this.endMs[at] === Infinity) this.openCount--;
    this.kind[at] = 0;
    this.row[at] = -1;
    // Must stay where it is until it is left out, and reach nothing.
    this.endMs[at] = this.startMs[at]!;
    this.flags[at] = SpanFlag.Void;
    this.firstWithdrawn = Math.min(this.firstWithdrawn, at);
    this.touch(at);
  }

  private touch(at: number): void {
    this.version++;
    this.dirtyFromMs = Math.min(this.dirtyFromMs, this.startMs[at]!);
    this.latestEndUpTo = Math.min(this.latestEndUpTo, at);
  }

  private leaveOut(): void {
    let to = this.firstWithdrawn;
    let sorted = this.sorted;
    for (let from = to; from < this.length; from++) {
      if (this.kind[from] === 0) {
        if (from < this.sorted) sorted--;
        continue;
      }
      this.copy(from, to++);
    }
    this.length = to;
    this.sorted = sorted;
    this.latestEndUpTo = Math.min(this.latestEndUpTo, this.firstWithdrawn);
    this.firstWithdrawn = Infinity;
  }

  private copy(from: number, to: number): void {
    this.row[to] = this.row[from]!;
    this.startMs[to] = this.startMs[from]!;
    this.endMs[to] = this.endMs[from]!;
    this.kind[to] = this.kind[from]!;
    this.flags[to] = this.flags[from]!;
  }

  /** Sorts everything from the first entry that a new one belongs before. */
  private sortTail(): void {
    let earliest = Infinity;
    for (let n = this.sorted; n < this.length; n++) earliest = Math.min(earliest, this.startMs[n]!);
    // Entries at the same time stay in the order in which they came.
    const from = Math.min(this.sorted, upperBound(this.startMs, this.sorted, earliest));
    const starts = this.startMs.slice(from, this.length);
    const order = new Uint32Array(starts.length).map((_, n) => n);
    order.sort((a, b) => starts[a]! - starts[b]! || a - b);
    reorder(this.row, from, order);
    reorder(this.startMs, from, order);
    reorder(this.endMs, from, order);
    reorder(this.kind, from, order);
    reorder(this.flags, from, order);
    this.sorted = this.length;
    this.latestEndUpTo = Math.min(this.latestEndUpTo, from);
  }

  private grow(): void {
    const capacity = this.row.length * 2;
    this.row = widened(this.row, new Int32Array(capacity));
    this.startMs = widened(this.startMs, new Float64Array(capacity));
    this.endMs = widened(this.endMs, new Float64Array(capacity));
    this.kind = widened(this.kind, new Uint8Array(capacity));
    this.flags = widened(this.flags, new Uint8Array(capacity));
    this.latestEnd = widened(this.latestEnd, new Float64Array(capacity));
  }
}

type Column = Float64Array | Int32Array | Uint8Array;

function widened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

function reorder(column: Column, from: number, order: Uint32Array): void {
  const before = column.slice(from, from + order.length);
  for (let n = 0; n < order.length; n++) column[from + n] = before[order[n]!]!;
}

function lowerBound(values: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(values: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
