// What changes with the pointer and the selection, on a canvas of its own above the bars: outlines, the moment's line, the
// dragged range, and who held what is waited for.
import { heldBy } from '../../core/timeline/held-by.ts';
import { toPx } from '../../core/timeline/time-scale.ts';
import { withAlpha } from './chart-colors.ts';
import { barInset, GUTTER_PX, type Pointed, type Scene } from './scene.ts';

/** So many of those who held are shown. */
const MOST_HOLDERS = 12;

/** The context draws in CSS px, its origin is the chart's left top corner. */
export function paintOverlay(
  context: CanvasRenderingContext2D,
  scene: Scene,
  pointed: Pointed,
): void {
  const { scale, heightPx, colors, range } = scene;
  context.clearRect(0, 0, GUTTER_PX + scale.widthPx, heightPx);
  tintRow(context, scene, pointed.chartRow);
  context.save();
  context.beginPath();
  context.rect(GUTTER_PX, 0, scale.widthPx, heightPx);
  context.clip();
  context.translate(GUTTER_PX, 0);
  if (range !== null) paintRange(context, scene, range.startMs, range.endMs);
  const { hovered } = pointed;
  const selected = scene.selection.kind === 'span' ? scene.selection.row : -1;
  const explained = hovered?.spanRow ?? selected;
  if (explained >= 0) paintHolders(context, scene, explained);
  if (hovered !== null)
    outline(context, scene, hovered.spanRow, hovered.chartRow, colors.text, 1.5);
  if (selected >= 0) paintSelected(context, scene, selected);
  if (pointed.atMs !== null) {
    context.fillStyle = withAlpha(colors.text, 0.35);
    context.fillRect(Math.round(toPx(scale, pointed.atMs)), 0, 1, heightPx);
  }
  context.restore();
}

function tintRow(context: CanvasRenderingContext2D, scene: Scene, chartRow: number): void {
  const { model, scrollPx, scale, colors } = scene;
  if (chartRow < 0 || chartRow >= model.rows.length) return;
  const topPx = model.rows.topPx(chartRow) - scrollPx;
  context.fillStyle = withAlpha(colors.text, 0.05);
  context.fillRect(0, topPx, GUTTER_PX + scale.widthPx, model.rows.rowPx(chartRow));
}

function paintRange(
  context: CanvasRenderingContext2D,
  { scale, heightPx, colors }: Scene,
  startMs: number,
  endMs: number,
): void {
  const fromPx = toPx(scale, startMs);
  const toPxEnd = toPx(scale, endMs);
  // What lies outside steps back, so that what is inside keeps its colours.
  context.fillStyle = withAlpha(colors.bg, 0.55);
  context.fillRect(0, 0, Math.max(0, fromPx), heightPx);
  context.fillRect(toPxEnd, 0, Math.max(0, scale.widthPx - toPxEnd), heightPx);
  context.fillStyle = colors.accent;
  context.fillRect(Math.round(fromPx) - 1, 0, 1, heightPx);
  context.fillRect(Math.round(toPxEnd), 0, 1, heightPx);
}

/** Places of a span: on its lane, and on the row of its request. */
function placesOf(scene: Scene, spanRow: number): number[] {
  const { model } = scene;
  const { rows, trace } = model;
  if (trace === null) return [];
  const onRequest = model.rowOfSpan(spanRow);
  const onLane = rows.ofLane(trace.spans.lane[spanRow]!);
  return [...new Set([onRequest, onLane])].filter((row) => row >= 0);
}

function paintSelected(context: CanvasRenderingContext2D, scene: Scene, spanRow: number): void {
  for (const chartRow of placesOf(scene, spanRow)) {
    outline(context, scene, spanRow, chartRow, scene.colors.bg, 4);
    outline(context, scene, spanRow, chartRow, scene.colors.accent, 2);
  }
}

/** Marks who held what a span waited for, and the stretch of time in question. */
function paintHolders(context: CanvasRenderingContext2D, scene: Scene, spanRow: number): void {
  const { model, scale, colors, scrollPx } = scene;
  const { trace, rows } = model;
  if (trace === null || spanRow >= trace.spans.length) return;
  const held = heldBy(model.tracks, trace.spans, spanRow, model.nowMs);
  if (held === null || held.holders.length === 0) return;
  const waiting = model.rowOfSpan(spanRow);
  const from = toPx(scale, trace.spans.startMs[spanRow]!);
  const endMs = trace.spans.endMs[spanRow]!;
  const to = toPx(scale, Number.isNaN(endMs) ? model.nowMs : endMs);
  for (const holder of held.holders.slice(0, MOST_HOLDERS)) {
    const lane = rows.ofLane(trace.spans.lane[holder.row]!);
    if (lane < 0) continue;
    outline(context, scene, holder.row, lane, colors.text, 2);
    if (waiting < 0) continue;
    const fromPx = rows.topPx(lane) - scrollPx + rows.rowPx(lane);
    const toPxRow = rows.topPx(waiting) - scrollPx;
    context.strokeStyle = withAlpha(colors.text, 0.55);
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    context.beginPath();
    for (const x of [from, to]) {
      context.moveTo(Math.round(x) + 0.5, Math.min(fromPx, toPxRow));
      context.lineTo(Math.round(x) + 0.5, Math.max(fromPx, toPxRow));
    }
    context.stroke();
    context.setLineDash([]);
  }
}

function outline(
  context: CanvasRenderingContext2D,
  scene: Scene,
  spanRow: number,
  chartRow: number,
  color: string,
  widthPx: number,
): void {
  const { model, scale, scrollPx } = scene;
  const spans = model.trace?.spans;
  if (spans === undefined || spanRow >= spans.length || chartRow >= model.rows.length) return;
  const startPx = Math.max(-10, toPx(scale, spans.startMs[spanRow]!));
  const endMs = spans.endMs[spanRow]!;
  const endPx = Math.min(
    scale.widthPx + 10,
    toPx(scale, Number.isNaN(endMs) ? model.nowMs : endMs),
  );
  const inset = barInset(model.rows.rowPx(chartRow));
  const topPx = model.rows.topPx(chartRow) - scrollPx + inset;
  context.strokeStyle = color;
  context.lineWidth = widthPx;
  const lengthPx = Math.max(2, endPx - startPx);
  context.strokeRect(startPx, topPx, lengthPx, model.rows.rowPx(chartRow) - 2 * inset);
}
