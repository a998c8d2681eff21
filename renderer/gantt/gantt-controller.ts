// The chart's conductor: takes events of pointer, keys, stores and trace, moves the view, and has one picture drawn a frame, but
// only when something changed. React never renders because of it but a few times a second, when what it says changes.
import { GROUP_IDS, HEADER_PX, type GroupId } from '../../core/timeline/chart-rows.ts';
import { firstView, followed, hidesContent } from '../../core/timeline/follow.ts';
import { nearestTo, neighbour, spanAt } from '../../core/timeline/hit-test.ts';
import { columnGrid, toMs } from '../../core/timeline/time-scale.ts';
import {
  clamped,
  endOf,
  fitAll,
  fitRange,
  panBy,
  reveal,
  zoomAt,
  type Viewport,
} from '../../core/timeline/viewport.ts';
import type { TraceSource } from '../../core/trace/shown-trace.ts';
import { useView, type MsRange, type Selection } from '../state/view-store.ts';
import { readChartColors, type ChartColors } from './chart-colors.ts';
import { ChartModel, type ChartOptions } from './chart-model.ts';
import { watchSize, type ChartSize } from './chart-size.ts';
import { ChartView, type ChartCanvases } from './chart-view.ts';
import { BROWSER_FRAMES, FrameLoop, type FrameClock } from './frame-loop.ts';
import { KeyInput } from './key-input.ts';
import { OverviewInput } from './overview-input.ts';
import { windowPx } from './paint-overview.ts';
import { PointerInput, type PlacePx } from './pointer-input.ts';
import { GUTTER_PX, plotScale, type Hovered, type Pointed, type Scene } from './scene.ts';
import { makeSpanInk, type SpanInk } from './span-ink.ts';
import { ViewMotion } from './view-motion.ts';
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

/** What React says about the chart; told when it changed, never more than ten times a second. */
export interface GanttStatus {
  readonly empty: boolean;
  readonly growing: boolean;
  /** The run ended, and part of it is not in view. */
  readonly cutOff: boolean;
  readonly groupCounts: Readonly<Record<GroupId, number>>;
}

export interface GanttListener {
  onStatus(status: GanttStatus): void;
  onHover(hovered: Hovered | null): void;
}

export interface GanttSettings extends ChartOptions {
  readonly singleKeys: boolean;
  readonly reducedMotion: boolean;
  /** How long the active run is expected to take; null: unknown. */
  readonly expectedMs: number | null;
}

const REACH_PX = 3;
/** The stores are told so often at most. */
const TELL_MS = 100;
const STEP_FACTOR = 0.6;
const STEP_PAN = 0.2;
const CARD_GAP_PX = 14;

export class GanttController {
  readonly model: ChartModel;
  private readonly elements: GanttElements;
  private readonly listener: GanttListener;
  private readonly loop: FrameLoop;
  private readonly view: ChartView;
  private readonly motion = new ViewMotion();
  private readonly pointer: PointerInput;
  private readonly undo: (() => void)[] = [];
  private size: ChartSize = { widthPx: 0, heightPx: 0, columns: 0, lines: 0, pixelRatio: 1 };
  private colors: ChartColors;
  private ink: SpanInk;
  private words: ChartWords;
  private settings: GanttSettings;
  private place: PlacePx | null = null;
  private pointed: Pointed = { hovered: null, chartRow: -1, atMs: null };
  private range: MsRange | null = null;
  private scrollPx = 0;
  private painted: Viewport | null = null;
  private sinceToldMs = Infinity;
  private toldVisible: Viewport | null = null;
  private toldStatus = '';
  private wasGrowing = false;
  private ranOut = false;
  private rangeUntold = false;

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
    this.model.setOptions(settings);
    this.view = new ChartView(elements);
    this.colors = readChartColors(elements.root);
    this.ink = makeSpanInk(this.colors, 1);
    this.loop = new FrameLoop(
      clock,
      (elapsedMs) => this.frame(elapsedMs),
      (idle) => {
        elements.root.dataset['idle'] = String(idle);
      },
    );
    this.pointer = new PointerInput(elements.sheet, this.pointerActions());
    const keys = new KeyInput(elements.sheet, this.keyActions(), () => this.settings.singleKeys);
    const overview = new OverviewInput(elements.overviewBox, this.overviewActions());
    this.undo.push(
      () => this.pointer.dispose(),
      () => keys.dispose(),
      () => overview.dispose(),
      source.subscribe(() => this.loop.wake()),
      watchSize(elements.scroller, (size) => this.resize(size)),
      this.watchStore(),
      this.watchScroll(),
      watchTheme(() => this.themeChanged()),
      watchFonts(() => this.themeChanged()),
    );
    this.range = useView.getState().range;
    this.loop.wake();
  }

  dispose(): void {
    this.loop.stop();
    for (const undo of this.undo) undo();
  }

  setWords(words: ChartWords): void {
    this.words = words;
    this.view.forget();
    this.loop.wake();
  }

  setSettings(settings: GanttSettings): void {
    this.settings = settings;
    this.model.setOptions(settings);
    this.view.traceChanged();
    this.loop.wake();
  }

  setFolded(folded: ReadonlySet<GroupId>): void {
    this.model.setFolded(folded);
    this.view.traceChanged();
    this.loop.wake();
  }

  /** One step closer (below 1) or farther, around the pointer or the middle. */
  zoomBy(factor: number): void {
    const { viewport } = this.motion;
    const aroundMs = this.pointed.atMs ?? viewport.startMs + viewport.spanMs / 2;
    this.go(zoomAt(this.motion.destination, aroundMs, factor, this.model.limits()));
  }

  zoomIn(): void {
    this.zoomBy(STEP_FACTOR);
  }

  zoomOut(): void {
    this.zoomBy(1 / STEP_FACTOR);
  }

  /** @param direction -1 earlier, 1 later */
  pan(direction: -1 | 1): void {
    const { destination } = this.motion;
    this.go(panBy(destination, direction * destination.spanMs * STEP_PAN, this.model.limits()));
    this.stopFollowing();
  }

  fit(): void {
    this.ranOut = false;
    this.go(fitAll(this.model.limits()));
  }

  /** To the dragged range, else to what is selected. */
  focus(): void {
    const range = this.range ?? this.extentOf(useView.getState().selection);
    if (range !== null) this.go(fitRange(range.startMs, range.endMs, this.model.limits()));
    this.stopFollowing();
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

  /** To the next span on the selected row (1) or the one before (-1). */
  stepSpan(by: -1 | 1): void {
    const { chartRow, spanRow } = this.cursor();
    if (chartRow < 0) {
      this.stepRow(1);
      return;
    }
    const query = this.model.queryOf(this.model.rows.row(chartRow));
    const spans = this.model.trace?.spans;
    if (spans === undefined) return;
    const at = spanRow < 0 ? -1 : query.track.find(spanRow, spans.startMs[spanRow]!);
    const next = at < 0 ? nearestTo(query, this.middleMs()) : neighbour(query, at, by);
    if (next >= 0) this.selectSpan(query.track.row[next]!, chartRow);
  }

  stepRow(by: -1 | 1): void {
    const { rows, trace } = this.model;
    const { chartRow, spanRow } = this.cursor();
    const atMs = spanRow < 0 || trace === null ? this.middleMs() : trace.spans.startMs[spanRow]!;
    const start = chartRow < 0 && by < 0 ? rows.length : chartRow;
    for (let n = start + by; n >= 0 && n < rows.length; n += by) {
      const query = this.model.queryOf(rows.row(n));
      const at = nearestTo(query, Math.max(atMs, this.motion.viewport.startMs));
      if (at < 0) continue;
      this.selectSpan(query.track.row[at]!, n);
      return;
    }
  }

  // ── events ────────────────────────────────────────────────────────────────────────────────────

  private pointerActions() {
    return {
      point: (place: PlacePx | null) => {
        this.place = place;
        this.loop.wake();
      },
      click: (place: PlacePx) => this.click(place),
      doubleClick: (place: PlacePx) => this.zoomToSpan(place),
      dragRange: (fromPx: number, toPxEnd: number, done: boolean) =>
        this.dragRange(fromPx, toPxEnd, done),
      drag: (byXPx: number, byYPx: number) => {
        this.elements.scroller.scrollTop -= byYPx;
        this.panPx(-byXPx);
      },
      panPx: (byPx: number) => this.panPx(byPx),
      zoomPx: (atPx: number, factor: number) => {
        const atMs = toMs(this.scene().scale, atPx - GUTTER_PX);
        this.jump(zoomAt(this.motion.viewport, atMs, factor, this.model.limits()));
      },
    };
  }

  private keyActions() {
    return {
      hold: (held: ViewMotion['held']) => {
        this.motion.held = held;
        if (held.pan !== 0) this.stopFollowing();
        this.ranOut = false;
        this.loop.wake();
      },
      holdSpace: (held: boolean) => {
        this.pointer.spaceHeld = held;
        this.elements.sheet.style.cursor = held ? 'grab' : '';
      },
      stepRow: (by: -1 | 1) => this.stepRow(by),
      stepSpan: (by: -1 | 1) => this.stepSpan(by),
      pin: () => {
        const { hovered } = this.pointed;
        if (hovered !== null) this.selectSpan(hovered.spanRow, hovered.chartRow);
      },
      clear: () => this.clear(),
    };
  }

  private overviewActions() {
    return {
      window: () => windowPx(this.scene(), this.view.overviewScale(this.scene())),
      moveTo: (window: { fromPx: number; toPx: number }) => {
        const scale = this.view.overviewScale(this.scene());
        const startMs = toMs(scale, window.fromPx);
        const spanMs = (window.toPx - window.fromPx) * scale.msPerPx;
        this.stopFollowing();
        this.jump(clamped({ startMs, spanMs }, this.model.limits()));
      },
      showCursor: (cursor: string) => {
        this.elements.overviewBox.style.cursor = cursor;
      },
    };
  }

  private watchStore(): () => void {
    return useView.subscribe((now, before) => {
      if (now.selection !== before.selection) {
        this.showSelection(now.selection);
        this.view.old.base = true;
        this.view.old.overlay = true;
      }
      if (now.range !== before.range) this.setRange(now.range);
      this.loop.wake();
    });
  }

  private watchScroll(): () => void {
    const { scroller } = this.elements;
    const scrolled = (): void => {
      this.loop.wake();
    };
    scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', scrolled);
    };
  }

  private themeChanged(): void {
    this.colors = readChartColors(this.elements.root);
    this.ink = makeSpanInk(this.colors, this.size.pixelRatio);
    this.view.forget();
    this.loop.wake();
  }

  private resize(size: ChartSize): void {
    if (size.columns === 0 || size.lines === 0) return;
    const before = this.size;
    this.size = size;
    this.elements.scroller.style.setProperty('--sheet-height', `${size.heightPx}px`);
    if (before.pixelRatio !== size.pixelRatio || before.columns === 0)
      this.ink = makeSpanInk(this.colors, size.pixelRatio);
    this.view.resize(size);
    // A canvas that was resized is empty: what is on it is drawn before the browser shows it.
    if (this.painted !== null) this.view.draw(this.scene(), this.pointed, 0);
    this.loop.wake();
  }

  private click(place: PlacePx): void {
    this.elements.sheet.focus({ preventScroll: true });
    this.place = place;
    this.pointed = this.findPointed();
    const store = useView.getState();
    const { hovered, chartRow } = this.pointed;
    if (hovered !== null) {
      store.select({ kind: 'span', row: hovered.spanRow });
      return;
    }
    const row = chartRow < 0 ? null : this.model.rows.row(chartRow);
    const requestId = row?.kind === 'request' ? this.model.trace?.requests.id[row.at] : undefined;
    if (place.xPx < GUTTER_PX && requestId !== undefined) {
      store.select({ kind: 'request', requestId });
      return;
    }
    this.clear();
  }

  private zoomToSpan(place: PlacePx): void {
    this.place = place;
    const { hovered } = this.findPointed();
    if (hovered === null) return;
    const range = this.extentOf({ kind: 'span', row: hovered.spanRow });
    if (range !== null) this.go(fitRange(range.startMs, range.endMs, this.model.limits()));
    this.stopFollowing();
  }

  private dragRange(fromPx: number, toPxEnd: number, done: boolean): void {
    const { scale } = this.scene();
    const place = (px: number): number =>
      toMs(scale, Math.min(scale.widthPx, Math.max(0, px - GUTTER_PX)));
    const [a, b] = [place(fromPx), place(toPxEnd)];
    this.setRange({ startMs: Math.min(a, b), endMs: Math.max(a, b) });
    this.rangeUntold = true;
    if (done) this.tellRange();
  }

  private panPx(byPx: number): void {
    if (byPx === 0) return;
    const { viewport } = this.motion;
    const msPerPx = this.scene().scale.msPerPx;
    this.jump(panBy(viewport, byPx * msPerPx, this.model.limits()));
    this.stopFollowing();
  }

  // ── the view ──────────────────────────────────────────────────────────────────────────────────

  private go(viewport: Viewport): void {
    this.ranOut = false;
    if (this.settings.reducedMotion) this.motion.jump(viewport);
    else this.motion.glide(viewport);
    this.loop.wake();
  }

  private jump(viewport: Viewport): void {
    this.ranOut = false;
    this.motion.jump(viewport);
    this.loop.wake();
  }

  private stopFollowing(): void {
    if (useView.getState().following) useView.getState().setFollowing(false);
  }

  private setRange(range: MsRange | null): void {
    this.range = range;
    this.view.old.overlay = true;
    this.loop.wake();
  }

  private tellRange(): void {
    this.rangeUntold = false;
    useView.getState().setRange(this.range);
  }

  private showSelection(selection: Selection): void {
    const row = this.rowOf(selection);
    if (row >= 0) this.scrollTo(row);
    const extent = this.extentOf(selection);
    if (extent === null) return;
    const next = reveal(this.motion.destination, extent.startMs, extent.endMs, this.model.limits());
    if (next === this.motion.destination) return;
    this.stopFollowing();
    this.go(next);
  }

  private rowOf(selection: Selection): number {
    const { rows, trace } = this.model;
    if (selection.kind === 'span') return this.model.rowOfSpan(selection.row);
    if (selection.kind === 'none' || trace === null) return -1;
    const at = trace.requests.indexOf(selection.requestId);
    return at < 0 ? -1 : rows.ofRequest(at);
  }

  private extentOf(selection: Selection): MsRange | null {
    const { trace } = this.model;
    if (trace === null) return null;
    const or = (ms: number, other: number): number => (Number.isNaN(ms) ? other : ms);
    if (selection.kind === 'span' && selection.row < trace.spans.length) {
      const startMs = trace.spans.startMs[selection.row]!;
      return { startMs, endMs: or(trace.spans.endMs[selection.row]!, this.model.nowMs) };
    }
    const at = selection.kind === 'request' ? trace.requests.indexOf(selection.requestId) : -1;
    if (at < 0) return null;
    const startMs = or(trace.requests.startMs[at]!, this.model.nowMs);
    return { startMs, endMs: or(trace.requests.endMs[at]!, this.model.nowMs) };
  }

  private scrollTo(chartRow: number): void {
    const { scroller } = this.elements;
    const { rows } = this.model;
    const topPx = rows.topPx(chartRow) - HEADER_PX;
    const bottomPx = rows.topPx(chartRow) + rows.rowPx(chartRow) + 8;
    if (topPx < scroller.scrollTop) scroller.scrollTop = topPx;
    else if (bottomPx > scroller.scrollTop + this.size.heightPx)
      scroller.scrollTop = bottomPx - this.size.heightPx;
  }

  private middleMs(): number {
    return this.motion.viewport.startMs + this.motion.viewport.spanMs / 2;
  }

  /** Where keys go on from: what is selected. */
  private cursor(): { chartRow: number; spanRow: number } {
    const { selection } = useView.getState();
    if (selection.kind !== 'span') return { chartRow: this.rowOf(selection), spanRow: -1 };
    const wanted = this.cursorRow;
    const onWanted =
      wanted >= 0 &&
      wanted < this.model.rows.length &&
      this.model.queryOf(this.model.rows.row(wanted)).track.row.includes(selection.row);
    return { chartRow: onWanted ? wanted : this.rowOf(selection), spanRow: selection.row };
  }

  /** A span may lie on two rows: this is the one the user is on. */
  private cursorRow = -1;

  private selectSpan(spanRow: number, chartRow: number): void {
    this.cursorRow = chartRow;
    useView.getState().select({ kind: 'span', row: spanRow });
    this.scrollTo(chartRow);
  }

  // ── one frame ─────────────────────────────────────────────────────────────────────────────────

  private frame(elapsedMs: number): boolean {
    const news = this.model.update(elapsedMs);
    if (news === 'another') this.beginTrace();
    if (news !== 'nothing') this.view.traceChanged();
    if (this.model.growing) this.view.traceChanged();
    this.layoutGroups();
    const moving = this.move(elapsedMs);
    this.noteScroll();
    this.point();
    if (this.painted !== this.motion.viewport) this.view.old.base = this.view.old.overlay = true;
    this.painted = this.motion.viewport;
    const unfinished =
      this.size.columns > 0 && this.view.draw(this.scene(), this.pointed, elapsedMs);
    this.sinceToldMs += elapsedMs;
    const untold = this.tell();
    return moving || unfinished || untold || this.model.growing || this.model.orderDue;
  }

  private beginTrace(): void {
    const { model, settings } = this;
    this.ranOut = false;
    this.cursorRow = -1;
    this.elements.scroller.scrollTop = 0;
    const live = model.trace?.live === true;
    this.motion.jump(live ? firstView(settings.expectedMs) : fitAll(model.limits()));
    this.view.forget();
  }

  private move(elapsedMs: number): boolean {
    const { model, motion } = this;
    const limits = model.limits();
    const aroundMs = this.pointed.atMs ?? this.middleMs();
    const moving = motion.step(elapsedMs, aroundMs, limits);
    const follows = useView.getState().following && model.trace?.live === true && !moving;
    if (follows && (model.growing || this.wasGrowing))
      motion.jump(followed(motion.viewport, model.nowMs, limits));
    if (this.wasGrowing && !model.growing && model.trace !== null)
      this.ranOut = hidesContent(motion.viewport, limits);
    this.wasGrowing = model.growing;
    return moving;
  }

  private layoutGroups(): void {
    for (const id of GROUP_IDS) {
      const group = this.model.rows.groups.find((candidate) => candidate.id === id);
      const element = this.elements.groups[id];
      const heightPx = group === undefined ? 0 : HEADER_PX + group.bodyPx;
      const height = `${heightPx}px`;
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
    this.pointed = this.findPointed();
    const { hovered, chartRow, atMs } = this.pointed;
    if (chartRow !== before.chartRow || atMs !== before.atMs) this.view.old.overlay = true;
    if (
      hovered?.spanRow !== before.hovered?.spanRow ||
      hovered?.chartRow !== before.hovered?.chartRow
    ) {
      this.view.old.overlay = true;
      this.listener.onHover(hovered);
    }
    if (hovered !== null && this.place !== null) this.placeCard(this.place);
  }

  private findPointed(): Pointed {
    const { place, model } = this;
    if (place === null || this.size.columns === 0)
      return { hovered: null, chartRow: -1, atMs: null };
    const { scale } = this.scene();
    const chartRow = model.rows.at(place.yPx + this.scrollPx);
    if (place.xPx < GUTTER_PX) return { hovered: null, chartRow, atMs: null };
    const atMs = toMs(scale, place.xPx - GUTTER_PX);
    if (chartRow < 0) return { hovered: null, chartRow, atMs };
    const query = model.queryOf(model.rows.row(chartRow));
    const at = spanAt(query, atMs, REACH_PX * scale.msPerPx);
    const hovered = at < 0 ? null : { spanRow: query.track.row[at]!, chartRow };
    return { hovered, chartRow, atMs };
  }

  /** Beside the pointer, on the side where there is room. */
  private placeCard({ xPx, yPx }: PlacePx): void {
    const { card, root, scroller } = this.elements;
    const topPx = scroller.offsetTop;
    const { offsetWidth, offsetHeight } = card;
    const right = xPx + CARD_GAP_PX + offsetWidth <= root.clientWidth;
    const below = topPx + yPx + CARD_GAP_PX + offsetHeight <= root.clientHeight;
    const leftPx = right ? xPx + CARD_GAP_PX : Math.max(4, xPx - CARD_GAP_PX - offsetWidth);
    const y = below
      ? topPx + yPx + CARD_GAP_PX
      : Math.max(4, topPx + yPx - CARD_GAP_PX - offsetHeight);
    card.style.transform = `translate(${Math.round(leftPx)}px, ${Math.round(y)}px)`;
  }

  /** Tells the stores what changed. Answers whether something waits for its turn. */
  private tell(): boolean {
    const { viewport } = this.motion;
    const status = this.status();
    const text = JSON.stringify(status);
    const old = viewport !== this.toldVisible || text !== this.toldStatus || this.rangeUntold;
    if (!old) return false;
    if (this.sinceToldMs < TELL_MS) return true;
    this.sinceToldMs = 0;
    if (this.rangeUntold) this.tellRange();
    if (viewport !== this.toldVisible) {
      this.toldVisible = viewport;
      if (this.model.trace !== null)
        useView.getState().setVisible({ startMs: viewport.startMs, endMs: endOf(viewport) });
    }
    if (text !== this.toldStatus) {
      this.toldStatus = text;
      this.listener.onStatus(status);
    }
    return false;
  }

  private status(): GanttStatus {
    const { model } = this;
    const { trace } = model;
    const countOf = (id: GroupId): number =>
      model.rows.groups.find((group) => group.id === id)?.count ?? 0;
    return {
      empty: trace === null || (trace.spans.length === 0 && trace.requests.length === 0),
      growing: model.growing,
      cutOff: this.ranOut,
      groupCounts: {
        resources: countOf('resources'),
        pool: countOf('pool'),
        requests: countOf('requests'),
      },
    };
  }

  private scene(): Scene {
    const { size, motion } = this;
    const columns = this.view.plotColumns(size.pixelRatio);
    const grid = columnGrid(motion.viewport, columns);
    return {
      model: this.model,
      viewport: motion.viewport,
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

/** The theme is an attribute of the document, or the system's. */
function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', onChange);
  };
}

/** Words that were drawn before their font came look and measure differently. */
function watchFonts(onChange: () => void): () => void {
  const fonts = document.fonts as FontFaceSet | undefined;
  fonts?.addEventListener('loadingdone', onChange);
  return () => fonts?.removeEventListener('loadingdone', onChange);
}
