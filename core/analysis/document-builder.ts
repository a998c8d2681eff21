// A run's trace as a document: the columns turned into named objects, once, when somebody asks for the whole run.
import type { RunLane, RunRequest, RunSpan } from '../contract/run-document.ts';
import { endpointPath } from '../contract/predict.ts';
import { MODES } from '../contract/scenario.ts';
import { Lane, laneName, poolThreadOfLane } from '../trace/lane.ts';
import { Outcome, outcomeName, StageBit } from '../trace/request-table.ts';
import { MAX_TILES, Moment } from '../trace/request-tiles.ts';
import { SpanFlag, type SpanRow } from '../trace/span-columns.ts';
import { SpanKind, spanKindName, waitClassOf } from '../trace/span-kind.ts';
import { FIRST_OUTSIDE_ID, requestLabel } from '../trace/request-label.ts';
import type { TraceStore } from '../trace/trace-store.ts';

/** ms with ns resolution; floating-point dust of the subtraction is cut off. */
export function tidyMs(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}

/** The same, null for "not known". */
export function msOrNull(ms: number): number | null {
  return Number.isNaN(ms) ? null : tidyMs(ms);
}

/** HTTP statuses as numbers, everything else by name. */
export function statusOf(outcome: number): number | string {
  return outcome > 0 ? outcome : outcomeName(outcome);
}

/** All requests of the trace, in order of first appearance. */
export function documentRequests(store: TraceStore): RunRequest[] {
  return Array.from({ length: store.requests.length }, (_, at) => documentRequest(store, at));
}

function documentRequest(store: TraceStore, at: number): RunRequest {
  const { requests } = store;
  const ms = (moment: Moment): number | null => msOrNull(store.ms(requests.moment(at, moment)));
  const rows = tileRowsOf(store, at);
  const outcome = requests.outcome[at] ?? Outcome.Pending;
  const received = outcome > 0 && !requests.has(at, StageBit.Outside);
  const waits = { ioMs: 0, loopMs: 0, poolMs: 0, unaccountedMs: 0 };
  for (const row of rows) addWait(waits, row);
  const tiles = rows.filter((row) => (row.flags & SpanFlag.Tile) !== 0);
  return {
    id: store.requestLabel(at),
    endpoint: endpointPath(requests.endpoint[at] ?? 0),
    mode: MODES[(requests.mode[at] ?? 0) - 1] ?? null,
    status: statusOf(outcome),
    intendedMs: ms(Moment.Intended),
    sentMs: ms(Moment.Sent),
    receivedMs: received ? ms(Moment.End) : null,
    handlerStartMs: ms(Moment.Handler),
    flushedMs: ms(Moment.Flushed),
    startMs:
      ms(requests.has(at, StageBit.Outside) ? Moment.Seen : Moment.Intended) ??
      tidyMs(tiles[0]?.startMs ?? 0),
    endMs: ms(Moment.End),
    waits: {
      ioMs: tidyMs(waits.ioMs),
      loopMs: tidyMs(waits.loopMs),
      poolMs: tidyMs(waits.poolMs),
      unaccountedMs: tidyMs(waits.unaccountedMs),
    },
    spans: rows.map((row) => documentSpan(store, row, at)),
  };
}

function addWait(waits: RunRequest['waits'], row: SpanRow): void {
  if ((row.flags & SpanFlag.Tile) === 0 || Number.isNaN(row.endMs)) return;
  const durationMs = row.endMs - row.startMs;
  switch (waitClassOf(row.kind)) {
    case 'io':
      waits.ioMs += durationMs;
      return;
    case 'loop':
      waits.loopMs += durationMs;
      return;
    case 'pool':
      waits.poolMs += durationMs;
      return;
    case 'unaccounted':
      waits.unaccountedMs += durationMs;
      return;
    case null:
      return;
  }
}

/** Tiles, then work that went on after the client had left. */
function tileRowsOf(store: TraceStore, at: number): SpanRow[] {
  const { requests, spans } = store;
  const rows: SpanRow[] = [];
  const add = (row: number): void => {
    if (row >= 0 && ((spans.flags[row] ?? 0) & SpanFlag.Void) === 0) rows.push(spans.row(row));
  };
  for (let n = 0; n < MAX_TILES; n++) add(requests.tileRows[at * MAX_TILES + n] ?? -1);
  add(requests.orphanRows[at * 2] ?? -1);
  add(requests.orphanRows[at * 2 + 1] ?? -1);
  return rows;
}

function documentSpan(store: TraceStore, row: SpanRow, at: number): RunSpan {
  const label = at < 0 ? 0 : store.requestLabel(at);
  return {
    kind: spanKindName(row.kind),
    lane: laneName(row.lane, label),
    startMs: tidyMs(row.startMs),
    endMs: msOrNull(row.endMs),
    attributes: attributesOf(store, row, at),
  };
}

function attributesOf(store: TraceStore, row: SpanRow, at: number): RunSpan['attributes'] {
  const attributes: RunSpan['attributes'] = {};
  if (row.kind !== SpanKind.Probe && row.request > 0) {
    attributes['request'] = at >= 0 ? store.requestLabel(at) : strangerLabel(store, row.request);
  }
  if (row.kind === SpanKind.LoopBusy) {
    if ((row.flags & SpanFlag.Runtime) !== 0) attributes['cause'] = 'runtime';
    else attributes['stage'] = spanKindName(row.code);
  }
  if (row.kind === SpanKind.Inference && !Number.isNaN(row.value))
    attributes['cpuMs'] = tidyMs(row.value);
  if (row.kind === SpanKind.Respond && row.code > 0) attributes['status'] = row.code;
  if (row.kind === SpanKind.Probe) attributes['status'] = statusOf(row.code);
  if ((row.flags & SpanFlag.OnLoop) !== 0) attributes['on'] = 'event-loop';
  if (row.generation > 1) attributes['generation'] = row.generation;
  if ((row.flags & SpanFlag.Open) !== 0) attributes['open'] = true;
  if ((row.flags & SpanFlag.Failed) !== 0) attributes['failed'] = true;
  if ((row.flags & SpanFlag.Orphaned) !== 0) attributes['orphaned'] = true;
  return attributes;
}

/** A request that held the loop or was fetched for, but is not of this run. */
function strangerLabel(store: TraceStore, request: number): number | string {
  if (request < FIRST_OUTSIDE_ID) return 'earlier-run';
  return requestLabel(request, store.firstRequestId);
}

/** What the document says of a ring. */
export interface LaneFacts {
  readonly lane: number;
  readonly generation: number;
  readonly droppedRecords: number;
}

/** The resource lanes with what lies on them; tiles of requests that ran on a pool thread lie there too. */
export function documentLanes(store: TraceStore, facts: readonly LaneFacts[]): RunLane[] {
  const spansByLane = new Map<number, RunSpan[]>();
  const { spans, requests } = store;
  for (let n = 0; n < spans.length; n++) {
    const lane = spans.lane[n] ?? 0;
    // Waiting to be sent is the generator's doing; other waits lie on no resource.
    const sends = spans.kind[n] === SpanKind.SendWait;
    const drawn = lane !== Lane.Request || sends;
    if (!drawn || ((spans.flags[n] ?? 0) & SpanFlag.Void) !== 0) continue;
    const row = spans.row(n);
    const at = row.kind === SpanKind.Probe ? -1 : requests.indexOf(row.request);
    const drawnOn = sends ? Lane.LoadGenerator : lane;
    const list = spansByLane.get(drawnOn) ?? [];
    list.push(documentSpan(store, row, at));
    spansByLane.set(drawnOn, list);
  }
  return facts.map(({ lane, generation, droppedRecords }) => ({
    id: laneName(lane, 0),
    kind: laneKind(lane),
    generation,
    droppedRecords,
    spans: (spansByLane.get(lane) ?? []).sort((a, b) => a.startMs - b.startMs),
  }));
}

function laneKind(lane: number): RunLane['kind'] {
  if (poolThreadOfLane(lane) !== null) return 'thread';
  switch (lane) {
    case Lane.EventLoop:
      return 'event-loop';
    case Lane.Background:
      return 'background';
    case Lane.FeatureService:
      return 'feature-service';
    case Lane.LoadGenerator:
      return 'load-generator';
    case Lane.HealthProbe:
      return 'health-probe';
    default:
      throw new RangeError(`lane ${lane} is not drawn`);
  }
}
