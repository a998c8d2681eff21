// The window's own chart on a canvas of 1600x900: its model and its painter of bars, 64 lanes in view. Only the rows are closer
// together than in the window, so that all lanes fit.
import { ChartRows, type ChartRow } from '../../core/timeline/chart-rows.ts';
import { columnGrid, type ColumnGrid } from '../../core/timeline/time-scale.ts';
import type { Viewport } from '../../core/timeline/viewport.ts';
import { poolLane } from '../../core/trace/lane.ts';
import type { TraceSource } from '../../core/trace/shown-trace.ts';
import { readChartColors } from '../../renderer/gantt/chart-colors.ts';
import { ChartModel } from '../../renderer/gantt/chart-model.ts';
import { BarPainter } from '../../renderer/gantt/paint-bars.ts';
import { plotScale, type Scene } from '../../renderer/gantt/scene.ts';
import { makeSpanInk, type SpanInk } from '../../renderer/gantt/span-ink.ts';
import { Surface } from '../../renderer/gantt/surface.ts';
import tokens from '../../renderer/theme/tokens.css?inline';
import { LANES } from './random-trace.ts';

export const WIDTH_PX = 1600;
export const HEIGHT_PX = 900;
export const ROW_PX = Math.floor(HEIGHT_PX / LANES);

/** Thread 1 to 64 below one another, without headers. */
class EvenRows extends ChartRows {
  constructor() {
    const grouping = 'resource';
    const requests = new Int32Array(0);
    super({ grouping, folded: new Map(), threads: LANES, hasLane: () => false, requests });
  }

  override row(index: number): ChartRow {
    return { kind: 'lane', lane: poolLane(index + 1) };
  }

  override topPx(index: number): number {
    return index * ROW_PX;
  }

  override rowPx(): number {
    return ROW_PX;
  }

  override within(): readonly [number, number] {
    return [0, LANES];
  }
}

export function addCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.display = 'block';
  document.body.replaceChildren(canvas);
  return canvas;
}

export class BenchChart {
  readonly model: ChartModel;
  readonly surface: Surface;
  readonly ink: SpanInk;
  grid: ColumnGrid;
  private readonly rows = new EvenRows();
  private readonly painter = new BarPainter();
  private readonly colors;

  constructor(source: TraceSource) {
    document.body.style.margin = '0';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens);
    document.adoptedStyleSheets = [sheet];
    this.colors = readChartColors(document.documentElement);
    this.ink = makeSpanInk(this.colors, 1);
    this.surface = new Surface(addCanvas(), { alpha: false });
    this.surface.resize({
      widthPx: WIDTH_PX,
      heightPx: HEIGHT_PX,
      columns: WIDTH_PX,
      lines: HEIGHT_PX,
      pixelRatio: 1,
    });
    this.model = new ChartModel(source);
    this.grid = columnGrid({ startMs: 0, spanMs: 1 }, WIDTH_PX);
    this.update(0);
  }

  /** Takes what is new from the source. */
  update(elapsedMs: number): void {
    this.model.update(elapsedMs);
    this.model.rows = this.rows;
  }

  /** Sorts what is new, which drawing would do otherwise. */
  settle(): void {
    for (let thread = 1; thread <= LANES; thread++) this.model.tracks.lane(poolLane(thread));
  }

  draw(viewport: Viewport): void {
    this.grid = columnGrid(viewport, WIDTH_PX);
    this.painter.paint(this.surface, this.sceneOf(viewport), 0);
  }

  private sceneOf(viewport: Viewport): Scene {
    return {
      model: this.model,
      viewport,
      scale: plotScale(this.grid, 1),
      grid: this.grid,
      heightPx: HEIGHT_PX,
      scrollPx: 0,
      pixelRatio: 1,
      colors: this.colors,
      ink: this.ink,
      // The painter of bars writes nothing.
      words: { short: [], lane: String, request: String, outcome: String },
      selection: { kind: 'none' },
      range: null,
    };
  }
}
