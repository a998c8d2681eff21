// The feed: a run's spans on the wire, as numbered packed batches. A batch carries the rows that changed since the one
// before; a consumer that misses one asks for a snapshot, which carries them all. Nothing here knows of a channel.
//
//   header, 64 bytes:  uint32  0 magic  1 schemaVersion  2 run number  3 sequence  4 kind  5 rows in this batch
//                              6 rows of the run  7 records dropped so far  8 spans not kept so far
//                              9 id of the run's first measured request
//                      float64 5 (byte 40)  ns of the process clock at the run's start
//   columns, each for all rows of the batch:  float64 startMs endMs value | uint32 row request | int32 code
//                                             | uint16 lane source generation | uint8 kind flags
import type { SpanColumns, SpanRow } from '../trace/span-columns.ts';
import type { SpanKind } from '../trace/span-kind.ts';

export const FEED_SCHEMA_VERSION = 1;

const MAGIC = 0x4c53_4642; // "LSFB"
const HEADER_BYTES = 64;
const START_NS_AT = 5;
const BYTES_PER_ROW = 3 * 8 + 3 * 4 + 3 * 2 + 2;

export const FeedKind = { Changes: 1, Snapshot: 2 } as const;
export type FeedKind = (typeof FeedKind)[keyof typeof FeedKind];

export interface FeedHeader {
  readonly run: number;
  /** Counts the batches of a run from 1; a snapshot carries the number of the last batch it includes. */
  readonly sequence: number;
  readonly kind: FeedKind;
  readonly totalRows: number;
  readonly droppedRecords: number;
  readonly notKept: number;
  /** Id of the run's first measured request; with it an id becomes what the request is called. */
  readonly firstRequestId: number;
  readonly startNs: number;
}

/** A batch, opened: the header, and each row copied out on demand. */
export interface FeedBatch extends FeedHeader {
  readonly rows: number;
  /** Index in the run of the batch's n-th row. */
  rowIndex(n: number): number;
  /** Copies the batch's n-th row into `into`. */
  readRow(n: number, into: SpanRow): void;
}

interface Columns {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  readonly row: Uint32Array;
  readonly request: Uint32Array;
  readonly code: Int32Array;
  readonly lane: Uint16Array;
  readonly source: Uint16Array;
  readonly generation: Uint16Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
}

/** Lays the columns over a batch's memory; widest first, so that each begins aligned. */
function columnsOver(buffer: ArrayBuffer, rows: number): Columns {
  let at = HEADER_BYTES;
  const take = (bytesPerRow: number): number => {
    const from = at;
    at += bytesPerRow * rows;
    return from;
  };
  return {
    startMs: new Float64Array(buffer, take(8), rows),
    endMs: new Float64Array(buffer, take(8), rows),
    value: new Float64Array(buffer, take(8), rows),
    row: new Uint32Array(buffer, take(4), rows),
    request: new Uint32Array(buffer, take(4), rows),
    code: new Int32Array(buffer, take(4), rows),
    lane: new Uint16Array(buffer, take(2), rows),
    source: new Uint16Array(buffer, take(2), rows),
    generation: new Uint16Array(buffer, take(2), rows),
    kind: new Uint8Array(buffer, take(1), rows),
    flags: new Uint8Array(buffer, take(1), rows),
  };
}

/**
 * Packs rows of a run.
 * @param rows indices of the rows to carry, ascending
 */
export function encodeFeedBatch(
  header: FeedHeader,
  spans: SpanColumns,
  rows: readonly number[] | Int32Array,
): ArrayBuffer {
  const buffer = new ArrayBuffer(HEADER_BYTES + rows.length * BYTES_PER_ROW);
  new Uint32Array(buffer, 0, 10).set([
    MAGIC,
    FEED_SCHEMA_VERSION,
    header.run,
    header.sequence,
    header.kind,
    rows.length,
    header.totalRows,
    header.droppedRecords,
    header.notKept,
    header.firstRequestId,
  ]);
  new Float64Array(buffer, 0, HEADER_BYTES / 8)[START_NS_AT] = header.startNs;
  const columns = columnsOver(buffer, rows.length);
  for (const [n, at] of rows.entries()) {
    columns.row[n] = at;
    columns.startMs[n] = spans.startMs[at] as number;
    columns.endMs[n] = spans.endMs[at] as number;
    columns.value[n] = spans.value[at] as number;
    columns.request[n] = spans.request[at] as number;
    columns.code[n] = spans.code[at] as number;
    columns.lane[n] = spans.lane[at] as number;
    columns.source[n] = spans.source[at] as number;
    columns.generation[n] = spans.generation[at] as number;
    columns.kind[n] = spans.kind[at] as number;
    columns.flags[n] = spans.flags[at] as number;
  }
  return buffer;
}

/** Opens a batch. @throws Error when it is none, is cut short, or is of another version */
export function decodeFeedBatch(buffer: ArrayBuffer): FeedBatch {
  if (buffer.byteLength < HEADER_BYTES)
    throw new Error(`feed: ${buffer.byteLength} bytes are no batch`);
  const header = new Uint32Array(buffer, 0, 10);
  const at = (slot: number): number => header[slot] as number;
  const magic = at(0);
  const version = at(1);
  const rows = at(5);
  if (magic !== MAGIC) throw new Error('feed: not a batch');
  if (version !== FEED_SCHEMA_VERSION) {
    throw new Error(`feed: batch of version ${version}, this build reads ${FEED_SCHEMA_VERSION}`);
  }
  const expected = HEADER_BYTES + rows * BYTES_PER_ROW;
  if (buffer.byteLength !== expected) {
    throw new Error(
      `feed: ${rows} rows need ${expected} bytes, the batch has ${buffer.byteLength}`,
    );
  }
  const startNs = new Float64Array(buffer, 0, HEADER_BYTES / 8)[START_NS_AT] as number;
  const columns = columnsOver(buffer, rows);
  return {
    run: at(2),
    sequence: at(3),
    kind: at(4) as FeedKind,
    rows,
    totalRows: at(6),
    droppedRecords: at(7),
    notKept: at(8),
    firstRequestId: at(9),
    startNs,
    rowIndex: (n) => columns.row[n] as number,
    readRow: (n, into) => {
      into.startMs = columns.startMs[n] as number;
      into.endMs = columns.endMs[n] as number;
      into.value = columns.value[n] as number;
      into.request = columns.request[n] as number;
      into.code = columns.code[n] as number;
      into.lane = columns.lane[n] as number;
      into.source = columns.source[n] as number;
      into.generation = columns.generation[n] as number;
      into.kind = columns.kind[n] as SpanKind;
      into.flags = columns.flags[n] as number;
    },
  };
}
