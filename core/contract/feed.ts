// The feed: a run's spans and requests on the wire, as numbered packed batches of the rows that changed. A batch applies on
// top of whatever a consumer has from `baseSequence` on, so that one who fell behind gets the rest in one batch, not a
// snapshot. Nothing here knows of a channel.
//
//   header, 80 bytes:  uint32   0 magic  1 schemaVersion  2 run  3 sequence  4 kind  5 span rows here  6 span rows of the run
//                               7 records dropped so far  8 spans not kept so far  9 id of the run's first measured request
//                              10 baseSequence  11 request rows here  12 request rows of the run
//                              13 requests not kept so far  14 flags
//                      float64  8 (byte 64) ns of the process clock at the run's start  9 nowMs
//   columns, each for all rows of the batch, widest first so that each begins aligned:
//     float64 spans: startMs endMs value, requests: startMs endMs cpuMs
//     32 bits spans: row request code, requests: row id outcome status
//     uint16  spans: lane source generation, requests: stages | uint8 spans: kind flags, requests: endpoint mode
import type { RequestRow } from '../trace/request-columns.ts';
import { eachStretch } from '../trace/row-stretches.ts';
import type { SpanColumns } from '../trace/span-columns.ts';

export const FEED_SCHEMA_VERSION = 2;

/** First four bytes of every batch: with them a batch is told from other buffers. */
export const FEED_MAGIC = 0x4c53_4642; // "LSFB"
const HEADER_BYTES = 80;
const HEADER_INTS = 15;
const START_NS_AT = 8;
const NOW_MS_AT = 9;
const FINAL_FLAG = 1;
const BYTES_PER_SPAN = 3 * 8 + 3 * 4 + 3 * 2 + 2;
const BYTES_PER_REQUEST = 3 * 8 + 4 * 4 + 2 + 2;

/** `Changes`: the rows that changed after `baseSequence`; `Snapshot`: all there are, in place of what was. */
export const FeedKind = { Changes: 1, Snapshot: 2 } as const;
export type FeedKind = (typeof FeedKind)[keyof typeof FeedKind];

/** How far somebody's copy of the feed has come; `sequence` 0: nothing of that run. */
export interface FeedPosition {
  readonly run: number;
  readonly sequence: number;
}

export interface FeedHeader extends FeedPosition {
  /** Counts the states of a run that were published, from 1; a batch brings a consumer to this one. */
  readonly sequence: number;
  /** The batch may be applied on this state and on every later one before `sequence`. */
  readonly baseSequence: number;
  readonly kind: FeedKind;
  /** Spans of the run. */
  readonly totalRows: number;
  /** Requests of the run. */
  readonly requestRows: number;
  readonly droppedRecords: number;
  /** Spans beyond what one trace keeps. */
  readonly notKept: number;
  readonly requestsNotKept: number;
  /** Id of the run's first measured request; with it an id becomes what the request is called. */
  readonly firstRequestId: number;
  readonly startNs: number;
  /** Host's clock when the batch was made, ms from the run's start: up to here a growing span is known to grow. */
  readonly nowMs: number;
  /** Nothing of this run comes after this batch. */
  readonly final: boolean;
}

/** Columns of spans as they lie in a batch; `row` is the index in the run. */
export interface PackedSpans {
  readonly row: Uint32Array<ArrayBuffer>;
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  readonly request: Uint32Array;
  readonly code: Int32Array;
  readonly lane: Uint16Array;
  readonly source: Uint16Array;
  readonly generation: Uint16Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
}

/** Columns of requests as they lie in a batch. */
export interface PackedRequests {
  readonly row: Uint32Array;
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly cpuMs: Float64Array;
  readonly id: Uint32Array;
  readonly outcome: Int32Array;
  readonly status: Int32Array;
  readonly stages: Uint16Array;
  readonly endpoint: Uint8Array;
  readonly mode: Uint8Array;
}

/** A batch, opened: its columns are views of its memory. */
export interface FeedBatch extends FeedHeader {
  readonly spans: PackedSpans;
  readonly requests: PackedRequests;
}

/** What is packed: rows (ascending) of the span columns, and requests, of which each is read once. */
export interface FeedContent {
  readonly spans: SpanColumns;
  readonly spanRows: Uint32Array;
  readonly requestRows: Uint32Array;
  readonly readRequest: (at: number, into: RequestRow) => void;
}

function columnsOver(
  buffer: ArrayBuffer,
  spans: number,
  requests: number,
): { spans: PackedSpans; requests: PackedRequests } {
  let at = HEADER_BYTES;
  const take = (bytesPerRow: number, rows: number): number => {
    const from = at;
    at += bytesPerRow * rows;
    return from;
  };
  const f64 = (rows: number) => new Float64Array(buffer, take(8, rows), rows);
  const u32 = (rows: number) => new Uint32Array(buffer, take(4, rows), rows);
  const i32 = (rows: number) => new Int32Array(buffer, take(4, rows), rows);
  const u16 = (rows: number) => new Uint16Array(buffer, take(2, rows), rows);
  const u8 = (rows: number) => new Uint8Array(buffer, take(1, rows), rows);
  const spanTimes = { startMs: f64(spans), endMs: f64(spans), value: f64(spans) };
  const requestTimes = { startMs: f64(requests), endMs: f64(requests), cpuMs: f64(requests) };
  const spanWords = { row: u32(spans), request: u32(spans), code: i32(spans) };
  const requestWords = {
    row: u32(requests),
    id: u32(requests),
    outcome: i32(requests),
    status: i32(requests),
  };
  const spanShorts = { lane: u16(spans), source: u16(spans), generation: u16(spans) };
  const requestShorts = { stages: u16(requests) };
  return {
    spans: { ...spanTimes, ...spanWords, ...spanShorts, kind: u8(spans), flags: u8(spans) },
    requests: {
      ...requestTimes,
      ...requestWords,
      ...requestShorts,
      endpoint: u8(requests),
      mode: u8(requests),
    },
  };
}

/** Packs rows of a run. */
export function encodeFeedBatch(header: FeedHeader, content: FeedContent): ArrayBuffer {
  const { spanRows, requestRows } = content;
  const buffer = new ArrayBuffer(
    HEADER_BYTES + spanRows.length * BYTES_PER_SPAN + requestRows.length * BYTES_PER_REQUEST,
  );
  new Uint32Array(buffer, 0, HEADER_INTS).set([
    FEED_MAGIC,
    FEED_SCHEMA_VERSION,
    header.run,
    header.sequence,
    header.kind,
    spanRows.length,
    header.totalRows,
    header.droppedRecords,
    header.notKept,
    header.firstRequestId,
    header.baseSequence,
    requestRows.length,
    header.requestRows,
    header.requestsNotKept,
    header.final ? FINAL_FLAG : 0,
  ]);
  const doubles = new Float64Array(buffer, 0, HEADER_BYTES / 8);
  doubles[START_NS_AT] = header.startNs;
  doubles[NOW_MS_AT] = header.nowMs;
  const columns = columnsOver(buffer, spanRows.length, requestRows.length);
  packSpans(content.spans, spanRows, columns.spans);
  packRequests(content, columns.requests);
  return buffer;
}

function packSpans(from: SpanColumns, rows: Uint32Array, to: PackedSpans): void {
  to.row.set(rows);
  eachStretch(rows, {
    long: (n, at, length) => {
      const end = at + length;
      to.startMs.set(from.startMs.subarray(at, end), n);
      to.endMs.set(from.endMs.subarray(at, end), n);
      to.value.set(from.value.subarray(at, end), n);
      to.request.set(from.request.subarray(at, end), n);
      to.code.set(from.code.subarray(at, end), n);
      to.lane.set(from.lane.subarray(at, end), n);
      to.source.set(from.source.subarray(at, end), n);
      to.generation.set(from.generation.subarray(at, end), n);
      to.kind.set(from.kind.subarray(at, end), n);
      to.flags.set(from.flags.subarray(at, end), n);
    },
    single: (n, at) => {
      to.startMs[n] = from.startMs[at]!;
      to.endMs[n] = from.endMs[at]!;
      to.value[n] = from.value[at]!;
      to.request[n] = from.request[at]!;
      to.code[n] = from.code[at]!;
      to.lane[n] = from.lane[at]!;
      to.source[n] = from.source[at]!;
      to.generation[n] = from.generation[at]!;
      to.kind[n] = from.kind[at]!;
      to.flags[n] = from.flags[at]!;
    },
  });
}

function packRequests({ requestRows, readRequest }: FeedContent, to: PackedRequests): void {
  const row: RequestRow = {
    id: 0,
    startMs: NaN,
    endMs: NaN,
    cpuMs: NaN,
    outcome: 0,
    status: 0,
    endpoint: 0,
    mode: 0,
    stages: 0,
  };
  to.row.set(requestRows);
  for (let n = 0; n < requestRows.length; n++) {
    readRequest(requestRows[n]!, row);
    to.startMs[n] = row.startMs;
    to.endMs[n] = row.endMs;
    to.cpuMs[n] = row.cpuMs;
    to.id[n] = row.id;
    to.outcome[n] = row.outcome;
    to.status[n] = row.status;
    to.stages[n] = row.stages;
    to.endpoint[n] = row.endpoint;
    to.mode[n] = row.mode;
  }
}

/** Whether a buffer claims to be a batch. */
export function isFeedBatch(buffer: ArrayBuffer): boolean {
  return buffer.byteLength >= 4 && new Uint32Array(buffer, 0, 1)[0] === FEED_MAGIC;
}

/** Reads a batch's header only. @throws Error when it is none, is cut short, or is of another version */
export function readFeedHeader(buffer: ArrayBuffer): FeedHeader {
  return openHeader(buffer).header;
}

/** Opens a batch. @throws Error when it is none, is cut short, or is of another version */
export function decodeFeedBatch(buffer: ArrayBuffer): FeedBatch {
  const { header, spans, requests } = openHeader(buffer);
  return { ...header, ...columnsOver(buffer, spans, requests) };
}

function openHeader(buffer: ArrayBuffer): { header: FeedHeader; spans: number; requests: number } {
  if (buffer.byteLength < HEADER_BYTES)
    throw new Error(`feed: ${buffer.byteLength} bytes are no batch`);
  const ints = new Uint32Array(buffer, 0, HEADER_INTS);
  const doubles = new Float64Array(buffer, 0, HEADER_BYTES / 8);
  const [magic, version, kind] = [ints[0]!, ints[1]!, ints[4]!];
  if (magic !== FEED_MAGIC) throw new Error('feed: not a batch');
  if (version !== FEED_SCHEMA_VERSION)
    throw new Error(`feed: batch of version ${version}, this build reads ${FEED_SCHEMA_VERSION}`);
  if (kind !== FeedKind.Changes && kind !== FeedKind.Snapshot)
    throw new Error(`feed: batch of unknown kind ${kind}`);
  const [spans, requests] = [ints[5]!, ints[11]!];
  const expected = HEADER_BYTES + spans * BYTES_PER_SPAN + requests * BYTES_PER_REQUEST;
  if (buffer.byteLength !== expected) {
    throw new Error(
      `feed: ${spans} spans and ${requests} requests need ${expected} bytes, the batch has ${buffer.byteLength}`,
    );
  }
  const header = {
    run: ints[2]!,
    sequence: ints[3]!,
    baseSequence: ints[10]!,
    kind,
    totalRows: ints[6]!,
    requestRows: ints[12]!,
    droppedRecords: ints[7]!,
    notKept: ints[8]!,
    requestsNotKept: ints[13]!,
    firstRequestId: ints[9]!,
    startNs: doubles[START_NS_AT]!,
    nowMs: doubles[NOW_MS_AT]!,
    final: (ints[14]! & FINAL_FLAG) !== 0,
  };
  return { header, spans, requests };
}
