// The codes of a row whose spans lie one after another, as on the loop, a pool thread or a request: by the rules of raster.ts, but
// with the sums of one column only, which is written as soon as a span begins beyond it. O(n + w).
//
//   column      |    0    |    1    |    2    |    3    |
//   spans       |aaa bb|cccccccccccccccccc|  |dd|
//   written          0 (b's column ended), 1 (whole), 2 …
import { SpanFlag } from '../trace/span-columns.ts';
import { codeOf, KIND_BITS, LEVELS, type RasterInput } from './raster.ts';
import { columnAt, columnStartMs, type ColumnGrid } from './time-scale.ts';

const KINDS = KIND_BITS + 1;

/** Holds the sums of the column that is worked on. */
export class SequenceRaster {
  private readonly kindMs = new Float64Array(KINDS);

  /** Like `Raster.write`; only for a track whose spans do not overlap. */
  write(input: RasterInput, from: number, to: number, codes: Uint8Array): void {
    const { track, grid, nowMs, hidden } = input;
    const { firstColumn, msPerColumn } = grid;
    const { startMs, endMs, kind, flags } = track;
    const { kindMs } = this;
    const fromMs = columnStartMs(grid, from);
    const perStep = LEVELS / grid.msPerColumn;
    // Kind 0 is withdrawn.
    const skipped = hidden | 1;
    const last = track.firstStarting(columnStartMs(grid, to));
    let column = from;
    let columnEndMs = columnStartMs(grid, column + 1);
    let touched = 0;
    let failed = 0;
    codes.fill(0, from, Math.max(from, to));
    for (let n = track.firstReaching(fromMs); n < last; n++) {
      const k = kind[n]!;
      if (((skipped >>> k) & 1) === 1) continue;
      let s = startMs[n]!;
      let e = endMs[n]!;
      if (e === Infinity) e = nowMs;
      if (!(e > s)) e = s;
      if (s < fromMs) {
        if (e <= fromMs) continue;
        s = fromMs;
      }
      if (s >= columnEndMs) {
        if (touched !== 0) codes[column] = this.take(touched, failed, perStep);
        touched = failed = 0;
        column = columnOf(grid, s);
        columnEndMs = (firstColumn + column + 1) * msPerColumn;
      }
      touched |= 1 << k;
      failed |= flags[n]!;
      if (e <= columnEndMs) {
        kindMs[k] = kindMs[k]! + (e - s);
        continue;
      }
      kindMs[k] = kindMs[k]! + (columnEndMs - s);
      codes[column] = this.take(touched, failed, perStep);
      const next = column + 1;
      let columnMs = columnEndMs;
      column = next;
      columnEndMs = (firstColumn + next + 1) * msPerColumn;
      if (e >= columnEndMs) {
        column = columnOf(grid, e);
        columnMs = (firstColumn + column) * msPerColumn;
        columnEndMs = (firstColumn + column + 1) * msPerColumn;
        codes.fill(codeOf(k, LEVELS - 1, isFailed(flags[n]!)), next, Math.min(column, to));
      }
      const touches = e > columnMs;
      kindMs[k] = e - columnMs;
      touched = touches ? 1 << k : 0;
      failed = touches ? flags[n]! : 0;
    }
    if (touched === 0) return;
    const code = this.take(touched, failed, perStep);
    if (column < to) codes[column] = code;
  }

  /** Code of a column, whose sums are gone then. @param touched one bit for each kind in it */
  private take(touched: number, failed: number, perStep: number): number {
    const { kindMs } = this;
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
    const level = Math.min(LEVELS - 1, Math.floor(totalMs * perStep));
    return codeOf(winner, level, isFailed(failed));
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
