// What is selected as a place in the chart: where it lies, how long it is, and which span comes next to it. Changes nothing.
import { nearestTo, neighbour } from '../../core/timeline/hit-test.ts';
import type { MsRange, Selection } from '../state/view-store.ts';
import type { ChartModel } from './chart-model.ts';
import type { Hovered } from './scene.ts';

/** Chart row on which a selection is looked at; -1: it is not shown. */
export function rowOf(model: ChartModel, selection: Selection): number {
  const { rows, trace } = model;
  if (trace === null || selection.kind === 'none') return -1;
  if (selection.kind === 'span') return model.rowOfSpan(selection.row);
  const at = trace.requests.indexOf(selection.requestId);
  return at < 0 ? -1 : rows.ofRequest(at);
}

/** From when to when a selection reaches; null: it is nothing. */
export function extentOf({ trace, nowMs }: ChartModel, selection: Selection): MsRange | null {
  if (trace === null) return null;
  const or = (ms: number): number => (Number.isNaN(ms) ? nowMs : ms);
  if (selection.kind === 'span' && selection.row < trace.spans.length) {
    const { startMs, endMs } = trace.spans;
    return { startMs: startMs[selection.row]!, endMs: or(endMs[selection.row]!) };
  }
  if (selection.kind !== 'request') return null;
  const at = trace.requests.indexOf(selection.requestId);
  if (at < 0) return null;
  return { startMs: or(trace.requests.startMs[at]!), endMs: or(trace.requests.endMs[at]!) };
}

/**
 * Walks from what is selected. A span may lie on two rows (a thread's and its request's), so the row the user is on is
 * remembered.
 */
export class SelectionWalk {
  private readonly model: ChartModel;
  private onRow = -1;

  constructor(model: ChartModel) {
    this.model = model;
  }

  /** The user is on this row now. */
  enter(chartRow: number): void {
    this.onRow = chartRow;
  }

  /** The span after (1) or before (-1) the selected one on its row; null: there is none. */
  nextSpan(selection: Selection, by: 1 | -1, aroundMs: number): Hovered | null {
    const chartRow = this.rowOfSelection(selection);
    if (chartRow < 0) return this.nextRow(selection, 1, aroundMs);
    const query = this.model.queryOf(this.model.rows.row(chartRow));
    const { track } = query;
    const spanRow = selection.kind === 'span' ? selection.row : -1;
    const at = spanRow < 0 ? -1 : track.row.subarray(0, track.length).indexOf(spanRow);
    const next = at < 0 ? nearestTo(query, aroundMs) : neighbour(query, at, by);
    return next < 0 ? null : { spanRow: track.row[next]!, chartRow };
  }

  /** The span at the same time on the row below (1) or above (-1) that has any. */
  nextRow(selection: Selection, by: 1 | -1, aroundMs: number): Hovered | null {
    const { rows, trace } = this.model;
    const from = this.rowOfSelection(selection);
    const startMs = selection.kind === 'span' ? trace?.spans.startMs[selection.row] : undefined;
    const start = from < 0 && by < 0 ? rows.length : from;
    for (let n = start + by; n >= 0 && n < rows.length; n += by) {
      const query = this.model.queryOf(rows.row(n));
      const at = nearestTo(query, startMs ?? aroundMs);
      if (at >= 0) return { spanRow: query.track.row[at]!, chartRow: n };
    }
    return null;
  }

  private rowOfSelection(selection: Selection): number {
    const { rows } = this.model;
    if (selection.kind === 'span' && this.onRow >= 0 && this.onRow < rows.length) {
      const { track } = this.model.queryOf(rows.row(this.onRow));
      if (track.has(selection.row)) return this.onRow;
    }
    return rowOf(this.model, selection);
  }
}
