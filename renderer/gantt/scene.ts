// Everything that painters need to know for one picture: what is shown, where, and in which colours. Made once a frame.
import { timeScale, type ColumnGrid, type TimeScale } from '../../core/timeline/time-scale.ts';
import type { Viewport } from '../../core/timeline/viewport.ts';
import type { Selection, MsRange } from '../state/view-store.ts';
import type { ChartColors } from './chart-colors.ts';
import type { ChartModel } from './chart-model.ts';
import type { SpanInk } from './span-ink.ts';
import type { ChartWords } from './words.ts';

/** Width of the gutter with the rows' names, in CSS px. */
export const GUTTER_PX = 128;

/** A span under the pointer: its row in the columns, and the chart row on which it is. */
export interface Hovered {
  readonly spanRow: number;
  readonly chartRow: number;
}

export interface Scene {
  readonly model: ChartModel;
  readonly viewport: Viewport;
  /** Of the plot: the chart without its gutter. */
  readonly scale: TimeScale;
  readonly grid: ColumnGrid;
  /** Height of the part of the rows that is seen, and how far they are scrolled. CSS px. */
  readonly heightPx: number;
  readonly scrollPx: number;
  readonly pixelRatio: number;
  readonly colors: ChartColors;
  readonly ink: SpanInk;
  readonly words: ChartWords;
  readonly selection: Selection;
  readonly range: MsRange | null;
}

/** What only the overlay shows. */
export interface Pointed {
  readonly hovered: Hovered | null;
  /** Chart row under the pointer; -1: none. */
  readonly chartRow: number;
  /** Moment under the pointer; null: it is elsewhere. */
  readonly atMs: number | null;
}

/** Time scale of the plot that exactly matches its columns. */
export function plotScale(grid: ColumnGrid, pixelRatio: number): TimeScale {
  const widthPx = grid.columns / pixelRatio;
  return timeScale(
    {
      startMs: grid.firstColumn * grid.msPerColumn,
      spanMs: grid.columns * grid.msPerColumn,
    },
    widthPx,
  );
}

/** Id of the selected request, also when one of its spans is selected; 0: none. */
export function selectedRequest({ model, selection }: Pick<Scene, 'model' | 'selection'>): number {
  switch (selection.kind) {
    case 'none':
      return 0;
    case 'request':
      return selection.requestId;
    case 'span':
      return model.trace?.spans.request[selection.row] ?? 0;
  }
}

/** Bar of a row in CSS px from the row's top. */
export function barInset(rowPx: number): number {
  return rowPx >= 18 ? 3 : 2;
}
