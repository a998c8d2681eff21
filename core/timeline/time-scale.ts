// From time to place and back, for one width. Two spaces: CSS px (pointer, labels) and columns, which are device pixels
// on a grid that is fixed in time: column 0 begins at 0 ms of the run, so that panning moves whole columns and what was
// painted stays true.
//
//   ms        0         1         2          msPerColumn = 0.5
//   column    |0 |1 |2 |3 |4 |5 |
//   grid            firstColumn = 2, columns = 3: shows columns 2, 3, 4
import type { Viewport } from './viewport.ts';

export interface TimeScale {
  readonly startMs: number;
  readonly msPerPx: number;
  readonly widthPx: number;
}

export interface ColumnGrid {
  readonly firstColumn: number;
  readonly columns: number;
  readonly msPerColumn: number;
}

export function timeScale(viewport: Viewport, widthPx: number): TimeScale {
  return {
    startMs: viewport.startMs,
    msPerPx: viewport.spanMs / Math.max(1, widthPx),
    widthPx,
  };
}

export function toPx(scale: TimeScale, ms: number): number {
  return (ms - scale.startMs) / scale.msPerPx;
}

export function toMs(scale: TimeScale, px: number): number {
  return scale.startMs + px * scale.msPerPx;
}

/** @param columns width in device pixels */
export function columnGrid(viewport: Viewport, columns: number): ColumnGrid {
  const msPerColumn = viewport.spanMs / Math.max(1, columns);
  return { firstColumn: Math.round(viewport.startMs / msPerColumn), columns, msPerColumn };
}

/** Column in which a moment lies, counted from the first one shown; may be outside. */
export function columnAt(grid: ColumnGrid, ms: number): number {
  return Math.floor(ms / grid.msPerColumn) - grid.firstColumn;
}

/** When a column that is counted from the first one shown begins. */
export function columnStartMs(grid: ColumnGrid, column: number): number {
  return (grid.firstColumn + column) * grid.msPerColumn;
}
