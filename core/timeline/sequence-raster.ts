// The codes of a row whose spans lie one after another, as on the loop, a pool thread or a request: by the rules of raster.ts, but
// with the sums of one column only, which is written as soon as a span goes beyond it. O(n + w), and half as much a span.
//
//   column      |    0    |    1    |    2    |
//   spans       |aaa bb|cccccccccccccccc|  |dd|
//   written            c ends 0, and 1 is whole; 2 at the end
import { SpanFlag } from '../trace/span-columns.ts';
import { codeOf, KIND_BITS, LEVELS, type RasterInput } from './raster.ts';
import { columnAt, columnStartMs, type ColumnGrid } from './time-scale.ts';
import type { Track } from './track.ts';

const KINDS = KIND_BITS + 1;

/** Works on one row at a time. */
export class SequenceRaster {
  /** The column that is worked on. */
  private column = 0;
  private columnMs = 0;
  private columnEndMs = 0;
  /** What is in it so far: ms of each kind, one bit for each kind, and all flags. */
  private readonly kindMs = new Float64Array(KINDS);
  private touched = 0;
  private flags = 0;

  /** Like `Raster.write`; only for a track whose spans do not overlap. */
  write(input: RasterInput, from: number, to: number, codes: Uint8Array): void {
    const { track, grid, hidden } = input;
    const { startMs, kind } = track;
    // Kind 0 is withdrawn.
    const skipped = hidden | 1;
    const last = track.firstStarting(columnStartMs(grid, to));
    codes.fill(0, from, to);
    this.begin(grid, from);
    let n = track.firstReaching(this.columnMs);
    while ((n = this.addWithin(track, skipped, n, last)) < last) {
      if (startMs[n]! >= this.columnEndMs) {
        codes[this.column] = this.take(grid);
        this.begin(grid, columnOf(grid, startMs[n]!));
      } else {
        if (((skipped >>> kind[n]!) & 1) === 0) this.addAcross(input, n, to, codes);
        n++;
      }
    }
    const code = this.take(grid);
    if (this.column < to) codes[this.column] = code;
  }

  private begin(grid: ColumnGrid, column: number): void {
    this.column = column;
    this.columnMs = columnStartMs(grid, column);
    this.columnEndMs = columnStartMs(grid, column + 1);
  }

  /** Adds entries from `n` on that lie whole in the column. Answers the first one that does not. */
  private addWithin(
    { startMs, endMs, kind, flags }: Track,
    skipped: number,
    n: number,
    last: number,
  ): number {
    const { kindMs, columnMs, columnEndMs } = this;
    let touched = 0;
    let allFlags = 0;
    for (; n < last; n++) {
      const e = endMs[n]!;
      const s = startMs[n]!;
      if (e > columnEndMs || s >= columnEndMs || s < columnMs) break;
      const k = kind[n]!;
      if (((skipped >>> k) & 1) === 1) continue;
      touched |= 1 << k;
      allFlags |= flags[n]!;
      if (e > s) kindMs[k] = kindMs[k]! + (e - s);
    }
    this.touched |= touched;
    this.flags |= allFlags;
    return n;
  }

  /** Adds an entry that begins before the column, is open, or goes beyond; writes the columns that it ends or fills. */
  private addAcross(input: RasterInput, n: number, to: number, codes: Uint8Array): void {
    const { track, grid, nowMs } = input;
    const k = track.kind[n]!;
    const flags = track.flags[n]!;
    const s = track.startMs[n]!;
    let e = track.endMs[n]!;
    if (e === Infinity) e = nowMs;
    if (!(e > s)) e = s;
    // What ends where the row begins does not touch it.
    if (s < this.columnMs && e <= this.columnMs) return;
    this.add(k, flags, Math.min(e, this.columnEndMs) - Math.max(s, this.columnMs));
    if (e <= this.columnEndMs) return;
    codes[this.column] = this.take(grid);
    const next = this.column + 1;
    this.begin(grid, next);
    if (e >= this.columnEndMs) this.begin(grid, columnOf(grid, e));
    const { column } = this;
    if (column > next)
      codes.fill(codeOf(k, LEVELS - 1, isFailed(flags)), next, Math.min(column, to));
    if (e > this.columnMs) this.add(k, flags, e - this.columnMs);
  }

  private add(kind: number, flags: number, ms: number): void {
    this.kindMs[kind] = this.kindMs[kind]! + ms;
    this.touched |= 1 << kind;
    this.flags |= flags;
  }

  /** Code of the column, which is empty then. */
  private take(grid: ColumnGrid): number {
    const { kindMs, touched, flags } = this;
    if (touched === 0) return 0;
    let totalMs = 0;
    let mostMs = -1;
    let winner = 0;
    for (let left = touched; left !== 0; left &= left - 1) {
      const k = 31 - Math.clz32(left & -left);
      const ms = kindMs[k]!;
      kindMs[k] = 0;
      totalMs += ms;
      if (ms > mostMs) {
        mostMs = ms;
        winner = k;
      }
    }
    this.touched = 0;
    this.flags = 0;
    const level = Math.floor((totalMs * LEVELS) / grid.msPerColumn);
    return codeOf(winner, Math.min(LEVELS - 1, level), isFailed(flags));
  }
}

function isFailed(flags: number): boolean {
  return (flags & SpanFlag.Failed) !== 0;
}

/** Column of a moment by where columns begin, so that rounding cannot put it beyond its column's end. */
function columnOf(grid: ColumnGrid, ms: number): number {
  const column = columnAt(grid, ms);
  if (columnStartMs(grid, column + 1) <= ms) return column + 1;
  return columnStartMs(grid, column) > ms ? column - 1 : column;
}
