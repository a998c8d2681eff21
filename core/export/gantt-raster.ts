// Spans of one row into character cells. A cell shows the kind that took most of its time; what is
// shorter than a cell still shows where nothing else does, so that no activity is invisible.
//
//   cells of 10 ms      |0        |10       |20       |30       |40
//   spans                fetch fetch fe|inference inferenc|
//   cells                ▓         █         █         █
//   The second cell holds 4 ms of fetch and 6 ms of inference, so it shows inference.
import type { RunSpan } from '../contract/run-document.ts';
import { GLYPHS, OPEN_CODE, glyphCode } from './text-glyphs.ts';

export interface CellScale {
  readonly startMs: number;
  readonly endMs: number;
  readonly columns: number;
}

const CODES = GLYPHS.length + 1;
/** What a span weighs at least in a cell it touches, in cells: enough to beat nothing. */
const LEAST_WEIGHT = 1e-9;

/** @returns one glyph code a cell, 0 where nothing happened */
export function rasterise(spans: readonly RunSpan[], scale: CellScale): Uint8Array {
  const { columns } = scale;
  const weights = new Float64Array(columns * CODES);
  const cells = new Uint8Array(columns);
  let openCell = -1;
  for (const span of spans) {
    const start = cellPosition(span.startMs, scale);
    const end = cellPosition(span.endMs ?? scale.endMs, scale);
    // What only touches an edge from outside is outside; a moment on the edge is not.
    if (end < start || (end <= 0 && start < 0) || (start >= columns && end > columns)) continue;
    addWeight(weights, glyphCode(span.kind, span.attributes), start, end, columns);
    if (span.endMs === null) openCell = columns - 1;
  }
  for (let cell = 0; cell < columns; cell++) cells[cell] = heaviest(weights, cell);
  if (openCell >= 0) cells[openCell] = OPEN_CODE;
  return cells;
}

/** Where a time lies, in cells from the left edge; not cut to the row. */
export function cellPosition(timeMs: number, scale: CellScale): number {
  return ((timeMs - scale.startMs) / (scale.endMs - scale.startMs)) * scale.columns;
}

function addWeight(
  weights: Float64Array,
  code: number,
  start: number,
  end: number,
  columns: number,
): void {
  const first = Math.max(0, Math.min(columns - 1, Math.floor(start)));
  // An end on a cell's edge does not touch that cell.
  const last = Math.max(first, Math.min(columns - 1, Math.ceil(end) - 1));
  for (let cell = first; cell <= last; cell++) {
    const covered = Math.min(end, cell + 1) - Math.max(start, cell);
    weights[cell * CODES + code]! += Math.max(LEAST_WEIGHT, covered);
  }
}

function heaviest(weights: Float64Array, cell: number): number {
  let best = 0;
  for (let code = 1; code < CODES; code++) {
    if (weights[cell * CODES + code]! > weights[cell * CODES + best]!) best = code;
  }
  return best;
}
