// The time axis: marks with labels, now, the moment under the pointer and the selected range.
import { formatMs } from '../../core/export/quantity.ts';
import { preciseMs, tickMarks } from '../../core/timeline/ticks.ts';
import { toPx } from '../../core/timeline/time-scale.ts';
import { withAlpha } from './chart-colors.ts';
import { GUTTER_PX, type Pointed, type Scene } from './scene.ts';

export const AXIS_PX = 24;
const CHARACTER_PX = 6.6;

/** The context draws in CSS px, its origin is the chart's left top corner. */
export function paintAxis(context: CanvasRenderingContext2D, scene: Scene, pointed: Pointed): void {
  const { colors, scale, viewport, model } = scene;
  context.fillStyle = colors.bg;
  context.fillRect(0, 0, GUTTER_PX + scale.widthPx, AXIS_PX);
  context.fillStyle = colors.raised;
  context.fillRect(0, 0, GUTTER_PX, AXIS_PX);
  context.save();
  context.beginPath();
  context.rect(GUTTER_PX, 0, scale.widthPx, AXIS_PX);
  context.clip();
  context.translate(GUTTER_PX, 0);
  context.font = `11px ${colors.fontUi}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  if (scene.range !== null) paintRange(context, scene, scene.range.startMs, scene.range.endMs);
  for (const tick of tickMarks(viewport, scale.widthPx).ticks) {
    const px = toPx(scale, tick.ms);
    context.fillStyle = colors.lineStrong;
    context.fillRect(Math.round(px), AXIS_PX - 6, 1, 6);
    context.fillStyle = colors.textSoft;
    context.fillText(tick.label, Math.round(px) + 4, AXIS_PX / 2 + 1);
  }
  if (model.growing) paintNow(context, scene);
  if (pointed.atMs !== null) paintPointed(context, scene, pointed.atMs);
  context.restore();
  context.fillStyle = colors.line;
  context.fillRect(0, AXIS_PX - 1, GUTTER_PX + scale.widthPx, 1);
  context.fillRect(GUTTER_PX - 1, 0, 1, AXIS_PX);
}

function paintRange(
  context: CanvasRenderingContext2D,
  { colors, scale }: Scene,
  startMs: number,
  endMs: number,
): void {
  const fromPx = toPx(scale, startMs);
  const toPxEnd = toPx(scale, endMs);
  context.fillStyle = withAlpha(colors.accent, 0.22);
  context.fillRect(fromPx, 0, Math.max(1, toPxEnd - fromPx), AXIS_PX);
}

function paintNow(context: CanvasRenderingContext2D, { colors, scale, model }: Scene): void {
  const px = toPx(scale, model.nowMs);
  context.fillStyle = colors.accent;
  context.beginPath();
  context.moveTo(px - 4, AXIS_PX - 7);
  context.lineTo(px + 5, AXIS_PX - 7);
  context.lineTo(px + 0.5, AXIS_PX - 1);
  context.fill();
}

function paintPointed(
  context: CanvasRenderingContext2D,
  { colors, scale, range }: Scene,
  atMs: number,
): void {
  const px = toPx(scale, atMs);
  const label =
    range !== null && atMs >= range.startMs && atMs <= range.endMs
      ? `${preciseMs(atMs, scale.msPerPx)}  (${formatMs(range.endMs - range.startMs)})`
      : preciseMs(atMs, scale.msPerPx);
  const widthPx = label.length * CHARACTER_PX + 10;
  const leftPx = Math.min(scale.widthPx - widthPx, Math.max(0, px - widthPx / 2));
  context.fillStyle = colors.text;
  context.beginPath();
  context.roundRect(leftPx, 3, widthPx, AXIS_PX - 7, 3);
  context.fill();
  context.fillStyle = colors.bg;
  context.textAlign = 'center';
  context.fillText(label, leftPx + widthPx / 2, AXIS_PX / 2);
  context.textAlign = 'left';
}
