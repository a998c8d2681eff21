// The whole run in a strip: requests under way as an area, what holds the loop as a band below it, failures as marks on top, and
// the visible part as a window.
import type { Overview } from '../../core/timeline/overview.ts';
import { kindOfCode, levelOfCode } from '../../core/timeline/raster.ts';
import { toPx, type TimeScale } from '../../core/timeline/time-scale.ts';
import { endOf } from '../../core/timeline/viewport.ts';
import type { SpanKind } from '../../core/trace/span-kind.ts';
import { SPAN_PALETTES } from '../theme/span-palette.ts';
import { withAlpha } from './chart-colors.ts';
import { GUTTER_PX, type Scene } from './scene.ts';

export const OVERVIEW_PX = 40;
const LOOP_PX = 7;
const TOP_PX = 6;
/** The visible part is never drawn thinner, so that it can be grasped. */
export const LEAST_WINDOW_PX = 10;

export interface WindowPx {
  readonly fromPx: number;
  readonly toPx: number;
}

/** Where the visible part lies on the overview, CSS px from the plot's left edge. */
export function windowPx(scene: Scene, scale: TimeScale): WindowPx {
  const fromPx = toPx(scale, scene.viewport.startMs);
  const to = toPx(scale, endOf(scene.viewport));
  const missing = Math.max(0, LEAST_WINDOW_PX - (to - fromPx)) / 2;
  return {
    fromPx: Math.max(0, fromPx - missing),
    toPx: Math.min(scale.widthPx, to + missing),
  };
}

/** The context draws in CSS px, its origin is the chart's left top corner. */
export function paintOverview(
  context: CanvasRenderingContext2D,
  scene: Scene,
  overview: Overview,
  scale: TimeScale,
): void {
  const { colors, pixelRatio } = scene;
  context.fillStyle = colors.sunken;
  context.fillRect(0, 0, GUTTER_PX + scale.widthPx, OVERVIEW_PX);
  context.save();
  context.translate(GUTTER_PX, 0);
  const columnPx = 1 / pixelRatio;
  paintInFlight(context, scene, overview, columnPx);
  paintLoop(context, scene, overview, columnPx);
  paintFailures(context, scene, overview, columnPx);
  paintWindow(context, scene, windowPx(scene, scale), scale.widthPx);
  context.restore();
  context.fillStyle = colors.line;
  context.fillRect(0, OVERVIEW_PX - 1, GUTTER_PX + scale.widthPx, 1);
}

function paintInFlight(
  context: CanvasRenderingContext2D,
  { colors }: Scene,
  { inFlight, mostInFlight }: Overview,
  columnPx: number,
): void {
  if (mostInFlight === 0) return;
  const baseline = OVERVIEW_PX - LOOP_PX - 4;
  const room = baseline - TOP_PX;
  context.fillStyle = withAlpha(colors.textFaint, 0.45);
  context.beginPath();
  context.moveTo(0, baseline);
  for (let column = 0; column < inFlight.length; column++) {
    const y = baseline - (inFlight[column]! / mostInFlight) * room;
    context.lineTo(column * columnPx, y);
    context.lineTo((column + 1) * columnPx, y);
  }
  context.lineTo(inFlight.length * columnPx, baseline);
  context.fill();
}

function paintLoop(
  context: CanvasRenderingContext2D,
  { colors }: Scene,
  { loop }: Overview,
  columnPx: number,
): void {
  const palette = SPAN_PALETTES[colors.theme];
  for (let from = 0; from < loop.length;) {
    const code = loop[from]!;
    let to = from + 1;
    while (to < loop.length && loop[to] === code) to++;
    const kind = kindOfCode(code);
    if (kind !== 0) {
      context.globalAlpha = 0.4 + 0.2 * levelOfCode(code);
      context.fillStyle = palette[kind as SpanKind].color;
      context.fillRect(from * columnPx, OVERVIEW_PX - LOOP_PX - 3, (to - from) * columnPx, LOOP_PX);
    }
    from = to;
  }
  context.globalAlpha = 1;
}

function paintFailures(
  context: CanvasRenderingContext2D,
  { colors }: Scene,
  { failed }: Overview,
  columnPx: number,
): void {
  context.fillStyle = colors.danger;
  for (const [column, count] of failed.entries()) {
    if (count === 0) continue;
    const x = column * columnPx;
    context.beginPath();
    context.moveTo(x - 3, 1);
    context.lineTo(x + 3, 1);
    context.lineTo(x, 6);
    context.fill();
    context.fillRect(x - 0.5, 5, 1, OVERVIEW_PX - LOOP_PX - 9);
  }
}

function paintWindow(
  context: CanvasRenderingContext2D,
  { colors }: Scene,
  { fromPx, toPx: to }: WindowPx,
  widthPx: number,
): void {
  context.fillStyle = withAlpha(colors.bg, 0.62);
  context.fillRect(0, 0, fromPx, OVERVIEW_PX);
  context.fillRect(to, 0, widthPx - to, OVERVIEW_PX);
  context.strokeStyle = colors.accent;
  context.lineWidth = 1;
  context.strokeRect(fromPx + 0.5, 0.5, Math.max(1, to - fromPx - 1), OVERVIEW_PX - 2);
  context.fillStyle = colors.accent;
  for (const x of [fromPx, to - 3]) {
    context.beginPath();
    context.roundRect(x, OVERVIEW_PX / 2 - 8, 3, 15, 1.5);
    context.fill();
  }
}
