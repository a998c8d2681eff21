// Draws one scene on the chart's four canvases, and knows which of them are old. No events and no time.
import { overviewOf, type Overview } from '../../core/timeline/overview.ts';
import { Raster } from '../../core/timeline/raster.ts';
import { columnGrid, type TimeScale } from '../../core/timeline/time-scale.ts';
import { endOf, fitAll, type Viewport } from '../../core/timeline/viewport.ts';
import { Lane } from '../../core/trace/lane.ts';
import type { ChartSize } from './chart-size.ts';
import { AXIS_PX, paintAxis } from './paint-axis.ts';
import { BarPainter } from './paint-bars.ts';
import { paintGutter } from './paint-gutter.ts';
import { LabelPainter } from './paint-labels.ts';
import { OVERVIEW_PX, paintOverview } from './paint-overview.ts';
import { paintOverlay } from './paint-overlay.ts';
import { GUTTER_PX, plotScale, type Pointed, type Scene } from './scene.ts';
import { Surface } from './surface.ts';

export interface ChartCanvases {
  readonly base: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
  readonly axis: HTMLCanvasElement;
  readonly overview: HTMLCanvasElement;
}

/** The overview is worked out again so often at most. */
const OVERVIEW_MS = 100;

export class ChartView {
  /** What has to be drawn again. */
  readonly old = { base: true, overlay: true, overview: true };
  private readonly base: Surface;
  private readonly overlay: Surface;
  private readonly axis: Surface;
  private readonly overviewSurface: Surface;
  private readonly bars = new BarPainter();
  private readonly labels = new LabelPainter();
  private readonly raster = new Raster();
  private overview: Overview | null = null;
  private overviewOld = true;
  private sinceOverviewMs = Infinity;

  constructor(canvases: ChartCanvases) {
    this.base = new Surface(canvases.base, { alpha: false });
    this.overlay = new Surface(canvases.overlay);
    this.axis = new Surface(canvases.axis, { alpha: false });
    this.overviewSurface = new Surface(canvases.overview, { alpha: false });
  }

  resize(size: ChartSize): void {
    this.base.resize(size);
    this.overlay.resize(size);
    const strip = (heightPx: number): ChartSize => ({
      ...size,
      heightPx,
      lines: Math.round(heightPx * size.pixelRatio),
    });
    this.axis.resize(strip(AXIS_PX));
    this.overviewSurface.resize(strip(OVERVIEW_PX));
    this.forget();
  }

  /** Everything looks different now: another size, theme, language or run. */
  forget(): void {
    this.labels.reset();
    this.old.base = true;
    this.old.overlay = true;
    this.old.overview = true;
    this.overviewOld = true;
    this.sinceOverviewMs = Infinity;
  }

  /** The trace has changed. */
  traceChanged(): void {
    this.old.base = true;
    this.old.overlay = true;
    this.overviewOld = true;
  }

  /** Device pixels from the chart's left edge to the plot. */
  gutterColumns(pixelRatio: number): number {
    return Math.round(GUTTER_PX * pixelRatio);
  }

  /** Columns of the plot. */
  plotColumns(pixelRatio: number): number {
    return Math.max(1, this.base.columns - this.gutterColumns(pixelRatio));
  }

  /** Draws what is old. Answers whether something is left for a later frame. */
  draw(scene: Scene, pointed: Pointed, elapsedMs: number): boolean {
    this.sinceOverviewMs += elapsedMs;
    const axisOld = this.old.base || this.old.overlay;
    if (this.old.base) this.drawBase(scene);
    if (this.old.overlay) paintOverlay(this.overlay.beginCssPx(), scene, pointed);
    if (axisOld) paintAxis(this.axis.beginCssPx(), scene, pointed);
    if (this.overviewOld && this.sinceOverviewMs >= OVERVIEW_MS) {
      this.overview = this.makeOverview(scene);
      this.overviewOld = false;
      this.sinceOverviewMs = 0;
      this.old.overview = true;
    }
    if (this.overview !== null && (this.old.overview || this.old.base))
      paintOverview(
        this.overviewSurface.beginCssPx(),
        scene,
        this.overview,
        this.overviewScale(scene),
      );
    this.old.base = false;
    this.old.overlay = false;
    this.old.overview = false;
    return this.overviewOld;
  }

  /** Time scale of the overview; as the scene's while there is none. */
  overviewScale(scene: Scene): TimeScale {
    return this.overview === null ? scene.scale : plotScale(this.overview.grid, scene.pixelRatio);
  }

  private drawBase(scene: Scene): void {
    const gutter = this.gutterColumns(scene.pixelRatio);
    this.bars.paint(this.base, scene, gutter);
    const context = this.base.beginCssPx();
    const { rows } = scene.model;
    context.save();
    context.beginPath();
    context.rect(GUTTER_PX, 0, scene.scale.widthPx, scene.heightPx);
    context.clip();
    context.translate(GUTTER_PX, 0);
    const [first, after] = rows.within(scene.scrollPx, scene.scrollPx + scene.heightPx);
    for (let n = first; n < after; n++) {
      const codes = this.bars.codesOf(scene.model.queryOf(rows.row(n)).track);
      if (codes !== null) this.labels.paintRow(context, scene, n, codes);
    }
    context.restore();
    paintGutter(context, scene);
  }

  private makeOverview(scene: Scene): Overview | null {
    const { model, viewport } = scene;
    if (model.trace === null) return null;
    const grid = columnGrid(overviewRange(scene, viewport), scene.grid.columns);
    return overviewOf(model.trace.requests, model.queryOfLane(Lane.EventLoop), this.raster, grid);
  }
}

/** All of the run; while it goes on at least what is shown of it, so that the window does not fill all of the strip. */
function overviewRange({ model }: Scene, viewport: Viewport): Viewport {
  const all = fitAll(model.limits());
  if (!model.growing || endOf(viewport) <= endOf(all)) return all;
  return { startMs: all.startMs, spanMs: endOf(viewport) - all.startMs };
}
