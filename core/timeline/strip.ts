// The codes of one row as they were last worked out, and what of them still holds: panning by whole columns moves them, a
// change of the track makes only its own columns old. One strip a track, because it takes the track's note of changes.
//
//   before        |abcdefgh|
//   panned by 3      |defgh···|      only ··· is worked out
import type { Raster, RasterInput } from './raster.ts';
import { SequenceRaster } from './sequence-raster.ts';
import type { KindMask } from './shown-lane.ts';
import { columnAt, type ColumnGrid } from './time-scale.ts';
import type { Track } from './track.ts';

export class Strip {
  codes = new Uint8Array(0);
  private track: Track | null = null;
  private grid: ColumnGrid | null = null;
  private hidden: KindMask = 0;
  private nowMs = NaN;
  private readonly sequence = new SequenceRaster();

  /** Makes `codes` right for what is shown now. Answers how many columns had to be worked out. */
  refresh(raster: Raster, input: RasterInput): number {
    const { track, grid, hidden, nowMs } = input;
    const dirtyFromMs = track.takeDirtyFrom();
    const before = this.grid;
    const moved = before === null ? Infinity : grid.firstColumn - before.firstColumn;
    const reusable =
      before !== null &&
      this.track === track &&
      this.hidden === hidden &&
      before.columns === grid.columns &&
      before.msPerColumn === grid.msPerColumn &&
      Math.abs(moved) < grid.columns;
    const oldNowMs = this.nowMs;
    this.track = track;
    this.grid = grid;
    this.hidden = hidden;
    this.nowMs = nowMs;
    if (!reusable) {
      if (this.codes.length !== grid.columns) this.codes = new Uint8Array(grid.columns);
      this.write(raster, input, 0, grid.columns);
      return grid.columns;
    }
    this.move(moved);
    let fresh = 0;
    if (moved < 0) {
      this.write(raster, input, 0, -moved);
      fresh -= moved;
    }
    // Open spans have grown since.
    const grownFromMs = track.openCount > 0 && nowMs !== oldNowMs ? oldNowMs : Infinity;
    const oldFromMs = Math.min(dirtyFromMs, grownFromMs);
    const exposed = moved > 0 ? grid.columns - moved : grid.columns;
    const old = Number.isNaN(oldFromMs) ? 0 : columnAt(grid, oldFromMs);
    const from = Math.max(0, Math.min(exposed, old));
    this.write(raster, input, from, grid.columns);
    return fresh + Math.max(0, grid.columns - from);
  }

  private write(raster: Raster, input: RasterInput, from: number, to: number): void {
    if (to <= from) return;
    const worker = input.track.overlaps ? raster : this.sequence;
    worker.write(input, from, to, this.codes);
  }

  private move(columns: number): void {
    if (columns > 0) this.codes.copyWithin(0, columns);
    else if (columns < 0) this.codes.copyWithin(-columns, 0);
  }
}
