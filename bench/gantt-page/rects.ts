// The peer that everybody writes first: one `fillRect` for each span in view. Finds what is in view as the chart does.
import type { Viewport } from '../../core/timeline/viewport.ts';
import { poolLane } from '../../core/trace/lane.ts';
import type { ChartModel } from '../../renderer/gantt/chart-model.ts';
import { SPAN_PALETTES } from '../../renderer/theme/span-palette.ts';
import { FIRST_KIND, KINDS, LANES } from './random-trace.ts';
import { HEIGHT_PX, ROW_PX, WIDTH_PX } from './chart.ts';

const INSET_PX = 2;

export class RectChart {
  private readonly context: CanvasRenderingContext2D;
  private readonly colors: readonly string[];

  constructor(canvas: HTMLCanvasElement) {
    canvas.width = WIDTH_PX;
    canvas.height = HEIGHT_PX;
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.context = context;
    const looks = Object.entries(SPAN_PALETTES.light);
    this.colors = Array.from(
      { length: FIRST_KIND + KINDS },
      (_, kind) => looks.find(([key]) => Number(key) === kind)?.[1].color ?? '#000000',
    );
  }

  draw(model: ChartModel, { startMs, spanMs }: Viewport): void {
    const { context, colors } = this;
    const pxPerMs = WIDTH_PX / spanMs;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
    let colored = -1;
    for (let lane = 0; lane < LANES; lane++) {
      const { track } = model.queryOfLane(poolLane(lane + 1));
      const last = track.firstStarting(startMs + spanMs);
      for (let n = track.firstReaching(startMs); n < last; n++) {
        const kind = track.kind[n]!;
        if (kind !== colored) context.fillStyle = colors[(colored = kind)]!;
        const fromMs = track.startMs[n]!;
        const widthPx = Math.max(1, (track.endMs[n]! - fromMs) * pxPerMs);
        const topPx = lane * ROW_PX + INSET_PX;
        context.fillRect((fromMs - startMs) * pxPerMs, topPx, widthPx, ROW_PX - 2 * INSET_PX);
      }
    }
    // A canvas only notes what it is told; reading one pixel makes it draw.
    context.getImageData(0, 0, 1, 1);
  }
}
