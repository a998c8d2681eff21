// A run's trace as batches of the feed: what a host publishes of the run it records, and what it keeps of one that ended.
// Pure; the numbering of what is published is the publisher's (host/feed-publisher.ts).
import { encodeFeedBatch, FeedKind, type FeedHeader } from '../contract/feed.ts';
import type { RequestRow } from './request-columns.ts';
import { StageBit, type RequestTable } from './request-table.ts';
import { Moment } from './request-tiles.ts';
import type { TraceStore } from './trace-store.ts';

/** What only the recorder knows. */
export type FeedFacts = Pick<FeedHeader, 'droppedRecords' | 'nowMs' | 'final'>;

/** How much of a store is (or was) published. */
export type FeedExtent = Pick<FeedHeader, 'run' | 'sequence' | 'totalRows' | 'requestRows'>;

export interface FeedRows {
  readonly spans: Uint32Array;
  readonly requests: Uint32Array;
}

/** Packs rows of a run as a batch on top of `baseSequence`; null: in place of whatever was. */
export function packRows(
  store: TraceStore,
  extent: FeedExtent,
  facts: FeedFacts,
  rows: FeedRows,
  baseSequence: number | null,
): ArrayBuffer {
  const { spans, requests } = store;
  const header: FeedHeader = {
    ...extent,
    ...facts,
    kind: baseSequence === null ? FeedKind.Snapshot : FeedKind.Changes,
    baseSequence: baseSequence ?? 0,
    notKept: spans.notKept,
    requestsNotKept: requests.notKept,
    firstRequestId: store.firstRequestId,
    startNs: store.startNs,
  };
  return encodeFeedBatch(header, {
    spans,
    spanRows: rows.spans,
    requestRows: rows.requests,
    readRequest: (at, into) => {
      readRequest(store, requests, at, into);
    },
  });
}

/** Number of the state in which a run is kept: later than every one that was published of it. */
const KEPT_SEQUENCE = 0xffff_ffff;

/** Packs the whole trace of a run that has ended; a copy that missed the end may be completed with it. */
export function packSnapshot(
  store: TraceStore,
  facts: { readonly run: number; readonly droppedRecords: number; readonly nowMs: number },
): ArrayBuffer {
  const { run, droppedRecords, nowMs } = facts;
  const [totalRows, requestRows] = [store.spans.length, store.requests.length];
  return packRows(
    store,
    { run, sequence: KEPT_SEQUENCE, totalRows, requestRows },
    { droppedRecords, nowMs, final: true },
    { spans: firstRows(totalRows), requests: firstRows(requestRows) },
    null,
  );
}

/** The row numbers 0…count. */
export function firstRows(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let n = 0; n < count; n++) rows[n] = n;
  return rows;
}

function readRequest(
  store: TraceStore,
  requests: RequestTable,
  at: number,
  into: RequestRow,
): void {
  const outside = requests.has(at, StageBit.Outside);
  into.id = requests.id[at]!;
  into.startMs = store.ms(requests.moment(at, outside ? Moment.Seen : Moment.Intended));
  into.endMs = store.ms(requests.moment(at, Moment.End));
  into.cpuMs = requests.cpuNs[at]! / 1e6;
  into.outcome = requests.outcome[at]!;
  into.status = requests.status[at]!;
  into.endpoint = requests.endpoint[at]!;
  into.mode = requests.mode[at]!;
  into.stages = requests.stages[at]!;
}
