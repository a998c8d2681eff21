// The codes of a row whose spans lie one after another, as on the loop, a pool thread or a request: by the rules of raster.ts, but
// with the sums of one column only, which is written as soon as a span goes beyond it. Of two kinds whose times differ by less
// than a millionth the lower number wins. O(n + w × kinds); 1,000,000 spans on 64 rows of 1,600 columns take 6 to 8 ms where
// raster.ts takes 12 to 16 (Node 24, a busy core).
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
  /** ms of each kind in it so far. */
  private readonly kindMs = new Float64Array(KINDS);
  /** Upper halves of `kindMs`: of two times, neither below 0, the longer one has the greater (bytes as in every browser). */
  private readonly kindBits = new Int32Array(this.kindMs.buffer);
  /** Kinds without length in it, a bit each, and all flags. */
  private touched = 0;
  private flags = 0;
  /** Kinds that the row shows. */
  private readonly kinds = new Uint8Array(KINDS);
  private kindCount = 0;

  /** Like `Raster.write`; only for a track whose spans do not overlap. */
  write(input: RasterInput, from: number, to: number, codes: Uint8Array): void {
    const { track, grid } = input;
    const { startMs } = track;
    // Kind 0 is withdrawn.
    const skipped = input.hidden | 1;
    const last = track.firstStarting(columnStartMs(grid, to));
    codes.fill(0, from, to);
    this.listKinds(track.kinds & ~skipped);
    this.begin(grid, from);
    let n = track.firstReaching(this.columnMs);
    // Only the first one can have begun before the row.
    if (n < last && startMs[n]! < this.columnMs) this.addAny(input, n++, to, codes);
    while ((n = this.addWithin(track, skipped, n, last)) < last) {
      if (startMs[n]! >= this.columnEndMs) {
        codes[this.column] = this.take(grid);
        this.begin(grid, columnOf(grid, startMs[n]!));
      }
      this.addAny(input, n++, to, codes);
    }
    const code = this.take(grid);
    if (this.column < to) codes[this.column] = code;
  }

  private listKinds(mask: number): void {
    this.kindCount = 0;
    for (let k = 1; k < KINDS; k++) if (((mask >>> k) & 1) === 1) this.kinds[this.kindCount++] = k;
  }

  private begin(grid: ColumnGrid, column: number): void {
    this.column = column;
    this.columnMs = columnStartMs(grid, column);
    this.columnEndMs = columnStartMs(grid, column + 1);
  }

  /** Adds entries from `n` on that have a length and end in the column. Answers the first one that does not. */
  private addWithin(
    { startMs, endMs, kind, flags }: Track,
    skipped: number,
    n: number,
    last: number,
  ): number {
    const { kindMs, columnEndMs } = this;
    let allFlags = 0;
    for (; n < last; n++) {
      const e = endMs[n]!;
      const s = startMs[n]!;
      if (!(e <= columnEndMs && e > s)) break;
      const k = kind[n]!;
      if (((skipped >>> k) & 1) === 1) continue;
      allFlags |= flags[n]!;
      kindMs[k] = kindMs[k]! + (e - s);
    }
    this.flags |= allFlags;
    return n;
  }

  /** Adds any entry that begins before the column's end; writes the columns that it ends or fills. */
  private addAny(input: RasterInput, n: number, to: number, codes: Uint8Array): void {
    const { track, grid, nowMs, hidden } = input;
    const k = track.kind[n]!;
    if (k === 0 || ((hidden >>> k) & 1) === 1) return;
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
    if (ms === 0) this.touched |= 1 << kind;
    this.flags |= flags;
  }

  /** Code of the column, which is empty then. */
  private take(grid: ColumnGrid): number {
    const { kindMs, kindBits, kinds, kindCount } = this;
    let totalMs = 0;
    let most = 0;
    let winner = 0;
    // No branch tells who wins: a processor would guess it wrong twice a column.
    for (let n = 0; n < kindCount; n++) {
      const k = kinds[n]!;
      totalMs += kindMs[k]!;
      const bits = kindBits[2 * k + 1]!;
      kindMs[k] = 0;
      const isMore = (most - bits) >> 31;
      most -= (most - bits) & isMore;
      winner ^= (winner ^ k) & isMore;
    }
    const { touched, flags } = this;
    this.touched = 0;
    this.flags = 0;
    if (winner === 0) {
      if (touched === 0) return 0;
      winner = 31 - Math.clz32(touched & -touched);
    }
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
