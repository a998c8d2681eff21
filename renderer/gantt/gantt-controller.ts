// The chart's conductor: takes events of pointer, keys, stores and trace, and has one picture drawn a frame, but only when
// something changed. How things move, what is pointed at, what is told and how it is drawn are decided elsewhere.
import { GROUP_IDS, HEADER_PX, type GroupId } from '../../core/timeline/chart-rows.ts';
import { columnGrid, toMs } from '../../core/timeline/time-scale.ts';
import type { Viewport } from '../../core/timeline/viewport.ts';
import type { TraceSource } from '../../core/trace/shown-trace.ts';
import { useView, type MsRange, type Selection } from '../state/view-store.ts';
import { readChartColors, type ChartColors } from './chart-colors.ts';
import { ChartModel, type ChartOptions } from './chart-model.ts';
import { watchSize, type ChartSize } from './chart-size.ts';
import { ChartView, type ChartCanvases } from './chart-view.ts';
import { BROWSER_FRAMES, FrameLoop, type FrameClock } from './frame-loop.ts';
import { KeyInput } from './key-input.ts';
import { Navigation } from './navigation.ts';
import { OverviewInput } from './overview-input.ts';
import { windowPx, type WindowPx } from './paint-overview.ts';
import { PointerInput, type PlacePx } from './pointer-input.ts';
import { NOTHING_POINTED, placeCard, pointedAt } from './pointing.ts';
import { GUTTER_PX, plotScale, type Hovered, type Pointed, type Scene } from './scene.ts';
import { extentOf, rowOf, SelectionWalk } from './selection-walk.ts';
import { makeSpanInk, type SpanInk } from './span-ink.ts';
import { StoreTeller, type GanttStatus } from './store-teller.ts';
import { watchLook } from './watch-look.ts';
import type { ChartWords } from './words.ts';

export interface GanttElements extends ChartCanvases {
  readonly root: HTMLElement;
  /** Scrolls the rows. */
  readonly scroller: HTMLElement;
  /** Holds the canvases, takes pointer and keys. */
  readonly sheet: HTMLElement;
  readonly overviewBox: HTMLElement;
  readonly groups: Readonly<Record<GroupId, HTMLElement>>;
  /** Follows the pointer; what is in it is React's. */
  readonly card: HTMLElement;
}

export interface GanttListener {
  onStatus(status: GanttStatus): void;
  /** Another span is under the pointer; never told for mere movement. */
  onHover(hovered: Hovered | null): void;
}

export interface GanttSettings extends ChartOptions {
  readonly singleKeys: boolean;
  readonly reducedMotion: boolean;
  /** How long the active run is expected to take; null: unknown. */
  readonly expectedMs: number | null;
}

const NO_SIZE: ChartSize = { widthPx: 0, heightPx: 0, columns: 0, lines: 0, pixelRatio: 1 };
/** Room that is left below a row that is scrolled into view. */
const SCROLL_ROOM_PX = 8;

export class GanttController {
  readonly model: ChartModel;
  readonly navigation: Navigation;
  private readonly elements: GanttElements;
  private readonly listener: GanttListener;
  private readonly loop: FrameLoop;
  private readonly view: ChartView;
  private readonly walk: SelectionWalk;
  private readonly teller: StoreTeller;
  private readonly pointer: PointerInput;
  private readonly undo: (() => void)[];
  private size = NO_SIZE;
  private colors: ChartColors;
  private ink: SpanInk;
  private words: ChartWords;
  private settings: GanttSettings;
  private place: PlacePx | null = null;
  private pointed: Pointed = NOTHING_POINTED;
  private range: MsRange | null = useView.getState().range;
  private scrollPx = 0;
  private painted: Viewport | null = null;

  constructor(
    elements: GanttElements,
    source: TraceSource,
    listener: GanttListener,
    words: ChartWords,
    settings: GanttSettings,
    clock: FrameClock = BROWSER_FRAMES,
  ) {
    this.elements = elements;
    this.listener = listener;
    this.words = words;
    this.settings = settings;
    this.model = new ChartModel(source);
    this.loop = new FrameLoop(
      clock,
      (elapsedMs) => this.frame(elapsedMs),
      (idle) => {
        elements.root.dataset['idle'] = String(idle);
      },
    );
    this.navigation = new Navigation(this.model, () => this.loop.wake());
    this.walk = new SelectionWalk(this.model);
    this.teller = new StoreTeller((status) => listener.onStatus(status));
    this.view = new ChartView(elements);
    this.colors = readChartColors(elements.root);
    this.ink = makeSpanInk(this.colors, 1);
    this.setSettings(settings);
    this.pointer = new PointerInput(elements.sheet, this.pointerActions());
    this.undo = this.listen(source);
    this.loop.wake();
  }

  dispose(): void {
    this.loop.stop();
    this.pointer.dispose();
    for (const undo of this.undo) undo();
  }

  setWords(words: ChartWords): void {
    this.words = words;
    this.view.forget();
    this.loop.wake();
  }

  setSettings(settings: GanttSettings): void {
    this.settings = settings;
    this.navigation.reducedMotion = settings.reducedMotion;
    this.model.setOptions(settings);
    this.view.traceChanged();
    this.loop.wake();
  }

  setFolded(folded: ReadonlyMap<GroupId, boolean>): void {
    this.model.setFolded(folded);
    this.view.traceChanged();
    this.loop.wake();
  }

  /** One step closer (1) or farther (-1), around the pointer or the middle. */
  zoomStep(direction: 1 | -1): void {
    this.navigation.zoomStep(direction, this.aroundMs());
  }

  /** To the dragged range, else to what is selected. */
  focus(): void {
    const range = this.range ?? extentOf(this.model, useView.getState().selection);
    if (range !== null) this.navigation.showRange(range);
  }

  follow(): void {
    useView.getState().setFollowing(true);
    this.loop.wake();
  }

  clear(): void {
    const store = useView.getState();
    store.select({ kind: 'none' });
    store.setRange(null);
  }

  /** To the next span (1) on the selected row or the one before (-1). */
  stepSpan(by: 1 | -1): void {
    const { selection } = useView.getState();
    this.select(this.walk.nextSpan(selection, by, this.navigation.middleMs));
  }

  stepRow(by: 1 | -1): void {
    const { selection } = useView.getState();
    this.select(this.walk.nextRow(selection, by, this.navigation.middleMs));
  }

  // ── what comes in ─────────────────────────────────────────────────────────────────────────────

  private listen(source: TraceSource): (() => void)[] {
    const { elements } = this;
    const keys = new KeyInput(elements.sheet, this.keyActions(), () => this.settings.singleKeys);
    const overview = new OverviewInput(elements.overviewBox, this.overviewActions());
    const scrolled = (): void => this.loop.wake();
    elements.scroller.addEventListener('scroll', scrolled, { passive: true });
    // What is in the card is laid out after it was placed.
    const cardSize = new ResizeObserver(() => this.placeCard());
    cardSize.observe(elements.card);
    return [
      () => cardSize.disconnect(),
      () => keys.dispose(),
      () => overview.dispose(),
      () => elements.scroller.removeEventListener('scroll', scrolled),
      source.subscribe(() => this.loop.wake()),
      watchSize(elements.scroller, (size) => this.resize(size)),
      watchLook(() => this.lookChanged()),
      this.watchStore(),
    ];
  }

  private pointerActions() {
    return {
      point: (place: PlacePx | null) => {
        this.place = place;
        this.loop.wake();
      },
      click: (place: PlacePx) => this.click(place),
      doubleClick: (place: PlacePx) => this.zoomToSpan(place),
      dragRange: (fromPx: number, toPx: number, done: boolean) =>
        this.dragRange(fromPx, toPx, done),
      drag: (byXPx: number, byYPx: number) => {
        this.elements.scroller.scrollTop -= byYPx;
        this.navigation.pan(-byXPx * this.scene().scale.msPerPx);
      },
      panPx: (byPx: number) => this.navigation.pan(byPx * this.scene().scale.msPerPx),
      zoomPx: (atPx: number, factor: number) =>
        this.navigation.zoom(toMs(this.scene().scale, atPx - GUTTER_PX), factor),
    };
  }

  private keyActions() {
    return {
      hold: (held: { pan: -1 | 0 | 1; zoom: -1 | 0 | 1 }) => this.navigation.hold(held),
      holdSpace: (held: boolean) => {
        this.pointer.spaceHeld = held;
        this.elements.sheet.style.cursor = held ? 'grab' : '';
      },
      stepRow: (by: -1 | 1) => this.stepRow(by),
      stepSpan: (by: -1 | 1) => this.stepSpan(by),
      pin: () => this.select(this.pointed.hovered),
      clear: () => this.clear(),
    };
  }

  private overviewActions() {
    return {
      window: () => windowPx(this.scene(), this.view.overviewScale(this.scene())),
      moveTo: ({ fromPx, toPx }: WindowPx) => {
        const scale = this.view.overviewScale(this.scene());
        const startMs = toMs(scale, fromPx);
        this.navigation.showExactly({ startMs, spanMs: (toPx - fromPx) * scale.msPerPx });
      },
      showCursor: (cursor: string) => {
        this.elements.overviewBox.style.cursor = cursor;
      },
    };
  }

  private watchStore(): () => void {
    return useView.subscribe((now, before) => {
      if (now.selection !== before.selection) this.selectionChanged(now.selection);
      if (now.range !== before.range) this.setRange(now.range);
      this.loop.wake();
    });
  }

  private selectionChanged(selection: Selection): void {
    this.view.old.base = true;
    this.view.old.overlay = true;
    const row = rowOf(this.model, selection);
    if (row >= 0) this.scrollTo(row);
    const extent = extentOf(this.model, selection);
    if (extent !== null) this.navigation.reveal(extent);
  }

  private lookChanged(): void {
    this.colors = readChartColors(this.elements.root);
    this.ink = makeSpanInk(this.colors, this.size.pixelRatio);
    this.view.forget();
    this.loop.wake();
  }

  private resize(size: ChartSize): void {
    if (size.columns === 0 || size.lines === 0) return;
    const before = this.size;
    this.size = size;
    this.model.setRoom(size.heightPx);
    this.layoutGroups();
    this.elements.scroller.style.setProperty('--sheet-height', `${size.heightPx}px`);
    if (before.pixelRatio !== size.pixelRatio) this.ink = makeSpanInk(this.colors, size.pixelRatio);
    this.view.resize(size);
    // A canvas that was resized is empty: what is on it is drawn before the browser shows it.
    if (this.painted !== null) this.view.draw(this.scene(), this.pointed, 0);
    this.loop.wake();
  }

  private click(place: PlacePx): void {
    this.elements.sheet.focus({ preventScroll: true });
    const { hovered, chartRow } = pointedAt(this.scene(), place);
    if (hovered !== null) {
      this.select(hovered);
      return;
    }
    const row = chartRow < 0 ? null : this.model.rows.row(chartRow);
    const requestId = row?.kind === 'request' ? this.model.trace?.requests.id[row.at] : undefined;
    if (place.xPx < GUTTER_PX && requestId !== undefined)
      useView.getState().select({ kind: 'request', requestId });
    else this.clear();
  }

  private zoomToSpan(place: PlacePx): void {
    const { hovered } = pointedAt(this.scene(), place);
    if (hovered === null) return;
    const range = extentOf(this.model, { kind: 'span', row: hovered.spanRow });
    if (range !== null) this.navigation.showRange(range);
  }

  private dragRange(fromPx: number, toPx: number, done: boolean): void {
    const { scale } = this.scene();
    const inPlot = (px: number): number => Math.min(scale.widthPx, Math.max(0, px - GUTTER_PX));
    const startMs = toMs(scale, inPlot(Math.min(fromPx, toPx)));
    const endMs = toMs(scale, inPlot(Math.max(fromPx, toPx)));
    this.setRange({ startMs, endMs });
    this.teller.dragged({ startMs, endMs }, done);
  }

  private setRange(range: MsRange | null): void {
    this.range = range;
    this.view.old.overlay = true;
    this.loop.wake();
  }

  private select(span: Hovered | null): void {
    if (span === null) return;
    this.walk.enter(span.chartRow);
    useView.getState().select({ kind: 'span', row: span.spanRow });
    this.scrollTo(span.chartRow);
  }

  private scrollTo(chartRow: number): void {
    const { scroller } = this.elements;
    const { rows } = this.model;
    // A header sticks to the top.
    const topPx = rows.topPx(chartRow) - HEADER_PX;
    const bottomPx = rows.topPx(chartRow) + rows.rowPx(chartRow) + SCROLL_ROOM_PX;
    if (topPx < scroller.scrollTop) scroller.scrollTop = topPx;
    else if (bottomPx > scroller.scrollTop + this.size.heightPx)
      scroller.scrollTop = bottomPx - this.size.heightPx;
  }

  private aroundMs(): number {
    return this.pointed.atMs ?? this.navigation.middleMs;
  }

  // ── one frame ─────────────────────────────────────────────────────────────────────────────────

  private frame(elapsedMs: number): boolean {
    const { model, view, navigation } = this;
    const news = model.update(elapsedMs);
    if (news === 'another') this.beginTrace();
    if (news !== 'nothing' || model.growing) view.traceChanged();
    this.layoutGroups();
    const moving = navigation.step(elapsedMs, this.aroundMs());
    this.noteScroll();
    if (this.painted !== navigation.viewport) view.old.base = view.old.overlay = true;
    this.painted = navigation.viewport;
    if (this.size.columns === 0) return false;
    this.point();
    const unfinished = view.draw(this.scene(), this.pointed, elapsedMs);
    const visible = model.trace === null ? null : navigation.viewport;
    const untold = this.teller.tell(elapsedMs, visible, this.status());
    return moving || unfinished || untold || model.growing || model.orderDue;
  }

  private beginTrace(): void {
    this.walk.enter(-1);
    this.elements.scroller.scrollTop = 0;
    this.navigation.begin(this.settings.expectedMs);
    this.view.forget();
  }

  private layoutGroups(): void {
    for (const id of GROUP_IDS) {
      const group = this.model.rows.groups.find((candidate) => candidate.id === id);
      const element = this.elements.groups[id];
      const height = `${group === undefined ? 0 : HEADER_PX + group.bodyPx}px`;
      if (element.style.height === height) continue;
      element.style.height = height;
      element.hidden = group === undefined;
      this.view.old.base = true;
    }
  }

  private noteScroll(): void {
    const { scrollTop } = this.elements.scroller;
    if (scrollTop === this.scrollPx) return;
    this.scrollPx = scrollTop;
    this.view.old.base = true;
    this.view.old.overlay = true;
  }

  private point(): void {
    const before = this.pointed;
    const now = pointedAt(this.scene(), this.place);
    this.pointed = now;
    const another =
      now.hovered?.spanRow !== before.hovered?.spanRow ||
      now.hovered?.chartRow !== before.hovered?.chartRow;
    if (another) this.listener.onHover(now.hovered);
    if (another || now.chartRow !== before.chartRow || now.atMs !== before.atMs)
      this.view.old.overlay = true;
    this.placeCard();
  }

  private placeCard(): void {
    const { card, root, scroller } = this.elements;
    if (this.pointed.hovered !== null && this.place !== null)
      placeCard(card, root, this.place, scroller.offsetTop);
  }

  private status(): GanttStatus {
    const { trace, rows, growing } = this.model;
    const group = (id: GroupId) => rows.groups.find((candidate) => candidate.id === id);
    return {
      // What the runtime does while nothing is asked of it is not worth a chart.
      empty: trace === null || trace.requests.length === 0,
      growing,
      cutOff: this.navigation.cutOff,
      groupCounts: {
        resources: group('resources')?.count ?? 0,
        pool: group('pool')?.count ?? 0,
        requests: group('requests')?.count ?? 0,
      },
      folded: rows.groups.filter(({ folded }) => folded).map(({ id }) => id),
    };
  }

  private scene(): Scene {
    const { size, navigation } = this;
    const grid = columnGrid(navigation.viewport, this.view.plotColumns(size.pixelRatio));
    return {
      model: this.model,
      viewport: navigation.viewport,
      grid,
      scale: plotScale(grid, size.pixelRatio),
      heightPx: size.heightPx,
      scrollPx: this.scrollPx,
      pixelRatio: size.pixelRatio,
      colors: this.colors,
      ink: this.ink,
      words: this.words,
      selection: useView.getState().selection,
      range: this.range,
    };
  }
}
