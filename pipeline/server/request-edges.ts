// The edges of every request on the server: first sight, start of the response, flush, a client that left. Each is
// recorded, and the number in flight follows from them. What happens between the edges is decided elsewhere.
import type { IncomingHttpHeaders } from 'node:http';
import { HEADERS } from '../../core/contract/http-headers.ts';
import { ENDPOINTS, type Endpoint } from '../../core/contract/predict.ts';
import { ServerCounter, type ServerStatus } from '../../core/contract/server-status.ts';
import type { PredictionLogRow, RunConfig } from '../../core/contract/thread-messages.ts';
import { RecordKind, RecordStatus } from '../../core/trace/record.ts';
import { isMeasured, requestLabel } from '../../core/trace/request-label.ts';
import { nowNs } from '../clock.ts';
import { HttpError } from './http-error.ts';
import type { LoopRecorder } from './loop-recorder.ts';
import { identifyCaller, requestIdFor, type RequestContext } from './request-context.ts';

const UNRECORDED_PAGES: readonly Endpoint['does'][] = ['openapi', 'docs'];

export class RequestEdges {
  /** Recorded requests between their first sight and their flush, or their client's leaving. */
  inFlight = 0;
  /** Those of them that are measured. */
  measuredInFlight = 0;
  private readonly recorder: LoopRecorder;
  private readonly status: ServerStatus;
  private readonly firstOutsideId: number;
  private readonly onLoggable: (requestId: number, row: PredictionLogRow) => void;
  private readonly rows = new WeakMap<RequestContext, PredictionLogRow>();
  private nextOutsideId: number;
  private unrecorded = 0;

  /** @param onLoggable takes the row of a request whose response has been flushed */
  constructor(
    recorder: LoopRecorder,
    status: ServerStatus,
    firstOutsideId: number,
    onLoggable: (requestId: number, row: PredictionLogRow) => void,
  ) {
    this.recorder = recorder;
    this.status = status;
    this.firstOutsideId = firstOutsideId;
    this.nextOutsideId = firstOutsideId;
    this.onLoggable = onLoggable;
    // What a terminated predecessor left.
    this.status.set(ServerCounter.RequestsInFlight, 0);
  }

  /**
   * A request's headers are there.
   * @param code code of its endpoint, 0 = unknown path
   * @param run the run that is selected now
   * @throws HttpError for a measured request of a run that is over: it must not disturb the next one
   */
  seen(
    headers: IncomingHttpHeaders,
    code: number,
    run: RunConfig,
  ): { context: RequestContext; requestId: string } {
    const seenNs = nowNs();
    const { id, index } = this.number(headers, code, run, seenNs);
    this.count(id, 1);
    const context: RequestContext = {
      id,
      index,
      selectedMode: this.status.selectedMode() ?? run.scenario.mode,
      times: { seenNs },
      heldBeforeNs: this.recorder.heldTotalNs,
      respondSpan: 0,
      respondStartNs: 0,
      clientGone: false,
    };
    const requestId = requestIdFor(headers[HEADERS.requestId], () => this.newRequestId(id, run));
    return { context, requestId };
  }

  /** An `x-request-id` for a request that brought none. */
  newRequestId(id: number, run: RunConfig): string {
    if (id === 0) return `unrecorded-${++this.unrecorded}`;
    const label = requestLabel(id, run.firstRequestId);
    return typeof label === 'string' ? label : `${run.runId}-${label}`;
  }

  /** Keeps the row of a request until its response has been flushed; a client that left before gets none. */
  logWhenFlushed(context: RequestContext, row: PredictionLogRow): void {
    this.rows.set(context, row);
  }

  responding(context: RequestContext): void {
    context.respondStartNs = nowNs();
    if (context.clientGone) return;
    const { id, respondStartNs } = context;
    context.respondSpan = this.recorder.begin(RecordKind.Respond, id, respondStartNs);
  }

  flushed(context: RequestContext, status: number): void {
    const flushedNs = nowNs();
    const { id, respondSpan, respondStartNs } = context;
    if (id === 0) return;
    const span =
      respondSpan > 0 ? respondSpan : this.recorder.begin(RecordKind.Respond, id, flushedNs);
    const heldFromNs =
      respondStartNs > 0 ? this.recorder.heldLoopSince(respondStartNs, flushedNs) : 0;
    this.recorder.end(span, RecordKind.Respond, id, 0, heldFromNs, status, 0, flushedNs);
    this.count(id, -1);
    const row = this.rows.get(context);
    if (row !== undefined) this.onLoggable(id, row);
  }

  gone(context: RequestContext): void {
    context.clientGone = true;
    const { id, respondSpan } = context;
    if (id === 0) return;
    this.recorder.mark(RecordKind.ClientGone, id);
    // A response that had begun was never flushed.
    this.recorder.end(respondSpan, RecordKind.Respond, id, RecordStatus.Failed);
    this.count(id, -1);
  }

  /** Whose request it is: measured and outside ones have a number, what is not recorded has 0. */
  private number(
    headers: IncomingHttpHeaders,
    code: number,
    run: RunConfig,
    seenNs: number,
  ): { id: number; index: number } {
    const caller = identifyCaller(headers[HEADERS.measured], run);
    if (caller.kind === 'measured') return caller;
    const page = ENDPOINTS[code - 1]?.does;
    if (caller.kind === 'late') throw new HttpError(503, 'the run of this request is over', 1);
    if (caller.kind === 'unrecorded' || (page !== undefined && UNRECORDED_PAGES.includes(page))) {
      return { id: 0, index: 0 };
    }
    const id = this.nextOutsideId++;
    this.recorder.mark(RecordKind.Seen, id, seenNs, code);
    return { id, index: id - this.firstOutsideId };
  }

  private count(id: number, by: 1 | -1): void {
    if (id === 0) return;
    if (isMeasured(id)) this.measuredInFlight += by;
    this.inFlight += by;
    this.status.set(ServerCounter.RequestsInFlight, this.inFlight);
  }
}
