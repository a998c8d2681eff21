// The rows of the spans table: which spans are shown and in what order, as an array of row numbers. One pass over the
// columns to filter, one sort; no object is made per span.
import { MAX_POOL_THREADS, poolLane } from '../../../core/trace/lane.ts';
import { requestLabel } from '../../../core/trace/request-label.ts';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { SpanFlag, type SpanColumns } from '../../../core/trace/span-columns.ts';
import { SPAN_KIND_NAMES, SpanKind, spanKindName } from '../../../core/trace/span-kind.ts';
import { orderedBy } from './order.ts';
import { filterWords, nameHas, requestWord } from './text-filter.ts';

export const SPAN_COLUMNS = [
  'start',
  'duration',
  'kind',
  'lane',
  'request',
  'status',
  'cpu',
] as const;
export type SpanColumn = (typeof SPAN_COLUMNS)[number];

export interface Sort<C extends string> {
  readonly column: C;
  readonly descending: boolean;
}

/** Names as they are shown, in the window's language. */
export interface SpanNames {
  kind(kind: number): string;
  /** Of a resource; requests' own lanes are found by the request. */
  lane(lane: number): string;
  readonly failed: string;
  readonly orphaned: string;
  readonly open: string;
}

export interface SpanQuery {
  readonly hiddenKinds: readonly string[];
  readonly text: string;
  readonly range: { readonly startMs: number; readonly endMs: number } | null;
  readonly sort: Sort<SpanColumn>;
  /** End of what is open. */
  readonly nowMs: number;
  readonly names: SpanNames;
  readonly compare: (a: string, b: string) => number;
}

/** Greatest lane there is, and one more. */
const LANES = poolLane(MAX_POOL_THREADS) + 1;
const KINDS = SPAN_KIND_NAMES.length + 1;

/** Rows of the span columns, filtered and in order. */
export function spanRows(trace: ShownTrace, query: SpanQuery): Int32Array {
  const rows = keptRows(trace, query);
  const keys = sortKeys(trace.spans, rows, query);
  return orderedBy(rows, keys, query.sort.descending);
}

function keptRows({ spans, firstRequestId }: ShownTrace, query: SpanQuery): Int32Array {
  const shown = shownKinds(query.hiddenKinds);
  const words = filterWords(query.text).map((word) => wordTest(word, query.names, firstRequestId));
  const { range, nowMs } = query;
  const kept = new Int32Array(spans.length);
  let count = 0;
  for (let row = 0; row < spans.length; row++) {
    if (shown[spans.kind[row]!] === 0 || (spans.flags[row]! & SpanFlag.Void) !== 0) continue;
    if (range !== null && !touches(spans, row, range.startMs, range.endMs, nowMs)) continue;
    if (!words.every((test) => test(spans, row))) continue;
    kept[count++] = row;
  }
  return kept.subarray(0, count);
}

function shownKinds(hidden: readonly string[]): Uint8Array {
  const shown = new Uint8Array(256);
  for (let kind = 1; kind < KINDS; kind++)
    shown[kind] = hidden.includes(spanKindName(kind)) ? 0 : 1;
  return shown;
}

function touches(
  spans: SpanColumns,
  row: number,
  startMs: number,
  endMs: number,
  nowMs: number,
): boolean {
  const until = spans.endMs[row]!;
  return spans.startMs[row]! <= endMs && (Number.isNaN(until) ? nowMs : until) >= startMs;
}

type RowTest = (spans: SpanColumns, row: number) => boolean;

/** One word of the filter, looked up in every name once, so that a row costs a few reads. */
function wordTest(word: string, names: SpanNames, firstRequestId: number): RowTest {
  const kinds = new Uint8Array(256);
  for (let kind = 1; kind < KINDS; kind++)
    kinds[kind] = nameHas(names.kind(kind), word) || nameHas(spanKindName(kind), word) ? 1 : 0;
  const lanes = new Uint8Array(0x1_0000);
  for (let lane = 0; lane < LANES; lane++) lanes[lane] = nameHas(names.lane(lane), word) ? 1 : 0;
  const flags =
    (nameHas(names.failed, word) ? SpanFlag.Failed : 0) |
    (nameHas(names.orphaned, word) ? SpanFlag.Orphaned : 0) |
    (nameHas(names.open, word) ? SpanFlag.Open : 0);
  const request = requestWord(word);
  return (spans, row) => {
    if (kinds[spans.kind[row]!] === 1 || lanes[spans.lane[row]!] === 1) return true;
    if ((spans.flags[row]! & flags) !== 0) return true;
    if (request === null || spans.kind[row] === SpanKind.Probe) return false;
    const id = spans.request[row]!;
    return id > 0 && String(requestLabel(id, firstRequestId)) === request;
  };
}

/** What each row is sorted by; NaN: not known. */
function sortKeys(spans: SpanColumns, rows: Int32Array, query: SpanQuery): Float64Array {
  const keyOf = keyReader(spans, query);
  const keys = new Float64Array(rows.length);
  for (let n = 0; n < rows.length; n++) keys[n] = keyOf(rows[n]!);
  return keys;
}

function keyReader(spans: SpanColumns, query: SpanQuery): (row: number) => number {
  switch (query.sort.column) {
    case 'start':
      return (row) => spans.startMs[row]!;
    case 'duration':
      return (row) => durationMs(spans, row, query.nowMs);
    case 'kind': {
      const ranks = kindRanks(query);
      return (row) => ranks[spans.kind[row]!]!;
    }
    case 'lane':
      return (row) => spans.lane[row]!;
    case 'request':
      // A probe's number is its own.
      return (row) =>
        spans.request[row] === 0 || spans.kind[row] === SpanKind.Probe ? NaN : spans.request[row]!;
    case 'status':
      return (row) => severity(spans.flags[row]!);
    case 'cpu':
      return (row) => cpuMs(spans, row);
  }
}

/** Duration of a span, up to now while it is open. */
export function durationMs(spans: SpanColumns, row: number, nowMs: number): number {
  const endMs = spans.endMs[row]!;
  return (Number.isNaN(endMs) ? nowMs : endMs) - spans.startMs[row]!;
}

/** CPU time a span really got; NaN where unknown. */
export function cpuMs(spans: SpanColumns, row: number): number {
  return spans.kind[row] === SpanKind.Inference ? spans.value[row]! : NaN;
}

function severity(flags: number): number {
  if ((flags & SpanFlag.Failed) !== 0) return 3;
  if ((flags & SpanFlag.Orphaned) !== 0) return 2;
  return (flags & SpanFlag.Open) !== 0 ? 1 : 0;
}

/** Place of each kind in the order of the names. */
function kindRanks({ names, compare }: SpanQuery): Float64Array {
  const kinds = Array.from({ length: KINDS - 1 }, (_, n) => n + 1);
  kinds.sort((a, b) => compare(names.kind(a), names.kind(b)));
  const ranks = new Float64Array(256).fill(NaN);
  for (const [rank, kind] of kinds.entries()) ranks[kind] = rank;
  return ranks;
}
