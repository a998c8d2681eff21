// What the chart shows, without a place or a pixel: the trace sorted into tracks, the rows, what is hidden, and up to when it is
// known. Reads its source when it is told to; nothing here draws or listens.
import { ChartRows, type ChartRow, type GroupId } from '../../core/timeline/chart-rows.ts';
import type { HitQuery } from '../../core/timeline/hit-test.ts';
import { orderRequests } from '../../core/timeline/request-order.ts';
import { maskOnLane, shownLane, type KindMask } from '../../core/timeline/shown-lane.ts';
import { TraceTracks } from '../../core/timeline/trace-tracks.ts';
import { MIN_SPAN_MS, type Limits } from '../../core/timeline/viewport.ts';
import type { Grouping, RequestOrder } from '../../core/contract/settings.ts';
import type { ShownTrace, TraceSource } from '../../core/trace/shown-trace.ts';

export interface ChartOptions {
  readonly grouping: Grouping;
  readonly order: RequestOrder;
  readonly hidden: KindMask;
}

/** Requests whose order changes as they go on are sorted so often, however many frames there are. */
const REORDER_MS = 250;
/** So many are sorted at every change. */
const QUICKLY_SORTED = 500;

export class ChartModel {
  readonly tracks = new TraceTracks();
  trace: ShownTrace | null = null;
  /** Up to when open spans reach. */
  nowMs = 0;
  /** Whether time goes on by itself. */
  growing = false;
  /** Groups that the user folded or unfolded. */
  folded: ReadonlyMap<GroupId, boolean> = new Map();
  private roomPx = 0;
  options: ChartOptions = { grouping: 'both', order: 'arrival', hidden: 0 };
  rows: ChartRows;
  private readonly source: TraceSource;
  private requests: Int32Array = new Int32Array(0);
  private orderedVersion = -1;
  private sinceOrderMs = 0;

  constructor(source: TraceSource) {
    this.source = source;
    this.rows = this.makeRows();
  }

  /** Whether the order of the requests waits for its turn to be worked out. */
  get orderDue(): boolean {
    return this.orderedVersion !== this.tracks.version;
  }

  /** Takes what is new. Answers what kind of news it is. */
  update(elapsedMs: number): 'nothing' | 'changes' | 'another' {
    const trace = this.source.current();
    const before = this.tracks.version;
    const another = trace === null ? this.trace !== null : this.tracks.update(trace);
    this.trace = trace;
    const clockMs = this.source.nowMs();
    this.growing = trace !== null && trace.live && !Number.isNaN(clockMs);
    this.nowMs = this.growing ? clockMs : this.tracks.lastMs;
    if (another) this.orderedVersion = -1;
    this.sinceOrderMs += elapsedMs;
    const changed = another || this.tracks.version !== before;
    if (changed || this.orderDue) this.reorder();
    return another ? 'another' : changed ? 'changes' : 'nothing';
  }

  /** The newest there is: after the last answer nothing moves, though time goes on. */
  newestMs(): number {
    const { busy, lastMs } = this.tracks;
    return busy ? this.nowMs : Math.min(this.nowMs, lastMs);
  }

  setOptions(options: ChartOptions): void {
    this.options = options;
    this.orderedVersion = -1;
    this.reorder();
  }

  setFolded(folded: ReadonlyMap<GroupId, boolean>): void {
    this.folded = folded;
    this.rows = this.makeRows();
  }

  /** The chart has another height. */
  setRoom(roomPx: number): void {
    if (roomPx === this.roomPx) return;
    this.roomPx = roomPx;
    this.rows = this.makeRows();
  }

  /** Where there is something to see. */
  limits(): Limits {
    const { firstMs, lastMs } = this.tracks;
    const untilMs = this.growing ? Math.max(lastMs, this.nowMs) : lastMs;
    if (firstMs === Infinity) return { startMs: 0, endMs: Math.max(untilMs, 1) };
    // A run is shown from its start; what was recorded from outside long after the start is not.
    const late = firstMs > (untilMs - firstMs) * 0.5 + 100;
    const startMs = late ? firstMs : Math.min(0, firstMs);
    return { startMs, endMs: Math.max(untilMs, startMs + MIN_SPAN_MS) };
  }

  /** What lies on a row, ready to be asked and painted. */
  queryOf(row: ChartRow): HitQuery {
    const { hidden } = this.options;
    if (row.kind === 'lane') return this.queryOfLane(row.lane);
    const id = this.trace?.requests.id[row.at] ?? 0;
    return { track: this.tracks.request(id), nowMs: this.nowMs, hidden };
  }

  queryOfLane(lane: number): HitQuery {
    return {
      track: this.tracks.lane(lane),
      nowMs: this.nowMs,
      hidden: maskOnLane(lane, this.options.hidden),
    };
  }

  /** Row on which a span is best looked at: its request's, else its lane's; -1 while neither is shown. */
  rowOfSpan(spanRow: number): number {
    const { trace, rows } = this;
    if (trace === null || spanRow >= trace.spans.length) return -1;
    const { spans, requests } = trace;
    const at = requests.indexOf(spans.request[spanRow]!);
    if (at >= 0 && this.tracks.request(requests.id[at]!).has(spanRow)) {
      const onRequest = rows.ofRequest(at);
      if (onRequest >= 0) return onRequest;
    }
    const lane = shownLane(spans, spanRow);
    return lane < 0 ? -1 : rows.ofLane(lane);
  }

  private reorder(): void {
    const { trace, options } = this;
    const count = trace?.requests.length ?? 0;
    const quick = options.order === 'arrival' || count <= QUICKLY_SORTED;
    if (!quick && this.orderedVersion >= 0 && this.sinceOrderMs < REORDER_MS) return;
    this.sinceOrderMs = 0;
    this.orderedVersion = this.tracks.version;
    this.requests =
      trace === null ? new Int32Array(0) : orderRequests(trace.requests, options.order, this.nowMs);
    this.rows = this.makeRows();
  }

  private makeRows(): ChartRows {
    return new ChartRows({
      grouping: this.options.grouping,
      folded: this.folded,
      ...(this.roomPx > 0 && { roomPx: this.roomPx }),
      threads: this.tracks.threadCount(),
      hasLane: (lane) => this.tracks.hasLane(lane),
      requests: this.requests,
    });
  }
}
