// One row of a chart as one code a column: what a column of pixels shows of the spans that lie in it. Rules:
//   1. the kind that covers most of the column wins; of equals, the lower number;
//   2. a span that touches a column is never lost: however short, it wins where nothing else is;
//   3. how much of the column is covered at all is kept in four steps, so that a busy row differs from a sparse one;
//   4. a failed span marks every column it touches, whatever wins.
//
//   column      |    0    |    1    |    2    |    3    |
//   spans       |aaaaabbb |bbbb   b |    !    |         |    ! failed, no length
//   code         a, 3/4+   b, 1/2+   !, <1/4    0
//
// The time for n spans and w columns is O(n + w × kinds). Rows whose spans do not overlap have sequence-raster.ts.
// slow-raster.test-support.ts says the same slowly.
import { SpanFlag } from '../trace/span-columns.ts';
import type { KindMask } from './shown-lane.ts';
import { columnStartMs, type ColumnGrid } from './time-scale.ts';
import type { Track } from './track.ts';

/** Bits of a column's code. 0: nothing is there. */
export const KIND_BITS = 0x1f;
export const FAILED_BIT = 0x80;
const LEVEL_SHIFT = 5;
/** Steps of coverage: 0 (below a quarter) to 3. */
export const LEVELS = 4;

const KINDS = KIND_BITS + 1;
/** Coverage of spans without length, however many: more than nothing, and lost in anything else. */
const TOUCH = Number.MIN_VALUE;

/** Kind that a code shows; 0: nothing. */
export function kindOfCode(code: number): number {
  return code & KIND_BITS;
}

/** How much of its column is covered: 0 (below a quarter) to 3. */
export function levelOfCode(code: number): number {
  return (code >> LEVEL_SHIFT) & 3;
}

export function codeOf(kind: number, level: number, failed: boolean): number {
  return kind | (level << LEVEL_SHIFT) | (failed ? FAILED_BIT : 0);
}

export interface RasterInput {
  readonly track: Track;
  readonly grid: ColumnGrid;
  /** Up to when open spans reach. */
  readonly nowMs: number;
  readonly hidden: KindMask;
}

/** Holds the sums of one row while it is worked on; one serves all rows. */
export class Raster {
  private capacity = 0;
  /** ms of each kind in each column, without the columns that a span fills whole. */
  private partMs: Float64Array[] = [];
  /** Spans that fill a column whole, as differences from the column before. */
  private whole: Int32Array[] = [];
  private failed = new Int32Array(0);
  private readonly present = new Uint8Array(KINDS);
  private anyFailed = false;

  /**
   * Writes the codes of columns `from` to `to` (not included), counted from the first one shown, into `codes`.
   */
  write(input: RasterInput, from: number, to: number, codes: Uint8Array): void {
    if (to <= from) return;
    this.reserve(input.grid.columns + 1);
    this.addSpans(input, from, to);
    this.writeCodes(input.grid.msPerColumn, from, to, codes);
  }

  private addSpans({ track, grid, nowMs, hidden }: RasterInput, from: number, to: number): void {
    const { startMs, endMs, kind, flags } = track;
    const { firstColumn, msPerColumn } = grid;
    const { present } = this;
    const last = track.firstStarting(columnStartMs(grid, to));
    for (let n = track.firstReaching(columnStartMs(grid, from)); n < last; n++) {
      const k = kind[n]!;
      if (k === 0 || ((hidden >>> k) & 1) === 1) continue;
      const s = startMs[n]!;
      let e = endMs[n]!;
      if (e === Infinity) e = nowMs;
      if (!(e > s)) e = s;
      const a = Math.floor(s / msPerColumn) - firstColumn;
      const b = Math.floor(e / msPerColumn) - firstColumn;
      if (b < from || a >= to) continue;
      present[k] = 1;
      const part = this.partMs[k]!;
      if (a === b) {
        part[a] = e > s ? part[a]! + (e - s) : Math.max(part[a]!, TOUCH);
      } else {
        let lo = from;
        let hi = to;
        if (a >= from) {
          part[a] = part[a]! + ((firstColumn + a + 1) * msPerColumn - s);
          lo = a + 1;
        }
        if (b < to) {
          part[b] = part[b]! + (e - (firstColumn + b) * msPerColumn);
          hi = b;
        }
        if (lo < hi) {
          const whole = this.whole[k]!;
          whole[lo]!++;
          whole[hi]!--;
        }
      }
      if ((flags[n]! & SpanFlag.Failed) !== 0) this.markFailed(grid, s, e, a, b, from, to);
    }
  }

  private markFailed(
    grid: ColumnGrid,
    s: number,
    e: number,
    a: number,
    b: number,
    from: number,
    to: number,
  ): void {
    // A span that ends where a column begins does not touch that column.
    const after = e > s && e === columnStartMs(grid, b) ? b : b + 1;
    const lo = Math.max(a, from);
    const hi = Math.min(after, to);
    if (lo >= hi) return;
    this.failed[lo]!++;
    this.failed[hi]!--;
    this.anyFailed = true;
  }

  private writeCodes(msPerColumn: number, from: number, to: number, codes: Uint8Array): void {
    const kinds: number[] = [];
    for (let k = 1; k < KINDS; k++) if (this.present[k] === 1) kinds.push(k);
    codes.fill(0, from, to);
    const best = this.partMs[0]!;
    const total = this.partMs[KINDS]!;
    for (const k of kinds) {
      const part = this.partMs[k]!;
      const whole = this.whole[k]!;
      let filled = 0;
      for (let c = from; c < to; c++) {
        filled += whole[c]!;
        const ms = part[c]! + filled * msPerColumn;
        if (!(ms > 0)) continue;
        total[c] = total[c]! + ms;
        if (ms > best[c]!) {
          best[c] = ms;
          codes[c] = k;
        }
      }
      part.fill(0, from, to);
      whole.fill(0, from, to + 1);
      this.present[k] = 0;
    }
    if (kinds.length > 0) this.addLevels(msPerColumn, from, to, codes);
    if (this.anyFailed) this.addFailed(from, to, codes);
  }

  private addLevels(msPerColumn: number, from: number, to: number, codes: Uint8Array): void {
    const best = this.partMs[0]!;
    const total = this.partMs[KINDS]!;
    const perStep = LEVELS / msPerColumn;
    for (let c = from; c < to; c++) {
      if (codes[c] === 0) continue;
      codes[c] = codes[c]! | (Math.min(LEVELS - 1, Math.floor(total[c]! * perStep)) << LEVEL_SHIFT);
    }
    best.fill(0, from, to);
    total.fill(0, from, to);
  }

  private addFailed(from: number, to: number, codes: Uint8Array): void {
    let depth = 0;
    for (let c = from; c < to; c++) {
      depth += this.failed[c]!;
      if (depth > 0) codes[c] = codes[c]! | FAILED_BIT;
    }
    this.failed.fill(0, from, to + 1);
    this.anyFailed = false;
  }

  private reserve(columns: number): void {
    if (columns <= this.capacity) return;
    this.capacity = columns;
    // Slot 0 (no kind) serves for the best so far, the one behind the last for the total.
    this.partMs = Array.from({ length: KINDS + 1 }, () => new Float64Array(columns));
    this.whole = Array.from({ length: KINDS }, () => new Int32Array(columns + 1));
    this.failed = new Int32Array(columns + 1);
  }
}
