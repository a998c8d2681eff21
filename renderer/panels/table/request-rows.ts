// The rows of the requests table: the waits and the work of every request added up from its spans in one pass, and which
// requests are shown in what order. Columns throughout; no object is made per request.
import { endpointPath } from '../../../core/contract/predict.ts';
import { MODES, type Mode } from '../../../core/contract/scenario.ts';
import { requestLabel } from '../../../core/trace/request-label.ts';
import { outcomeName } from '../../../core/trace/request-table.ts';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { SpanFlag } from '../../../core/trace/span-columns.ts';
import { SpanKind, waitClassOf } from '../../../core/trace/span-kind.ts';
import { orderedBy } from './order.ts';
import type { Sort } from './span-rows.ts';
import { filterWords, nameHas, requestWord } from './text-filter.ts';

export const REQUEST_COLUMNS = [
  'request',
  'start',
  'mode',
  'status',
  'latency',
  'io',
  'loop',
  'pool',
  'inference',
] as const;
export type RequestColumn = (typeof REQUEST_COLUMNS)[number];

/** ms of every request, by row of the request columns. */
export interface RequestTimes {
  readonly latency: Float64Array;
  readonly io: Float64Array;
  readonly loop: Float64Array;
  readonly pool: Float64Array;
  readonly inference: Float64Array;
}

/** @param nowMs end of what is open */
export function requestTimes({ spans, requests }: ShownTrace, nowMs: number): RequestTimes {
  const column = (): Float64Array => new Float64Array(requests.length);
  const times = {
    latency: column(),
    io: column(),
    loop: column(),
    pool: column(),
    inference: column(),
  };
  for (let at = 0; at < requests.length; at++) {
    const endMs = requests.endMs[at]!;
    times.latency[at] = (Number.isNaN(endMs) ? nowMs : endMs) - requests.startMs[at]!;
  }
  let at = -1;
  for (let row = 0; row < spans.length; row++) {
    const flags = spans.flags[row]!;
    if ((flags & SpanFlag.Tile) === 0 || (flags & SpanFlag.Void) !== 0) continue;
    const id = spans.request[row]!;
    // The spans of a request often come together.
    if (at < 0 || requests.id[at] !== id) at = requests.indexOf(id);
    const column = at < 0 ? null : columnOf(times, spans.kind[row] as SpanKind);
    if (column === null) continue;
    const endMs = spans.endMs[row]!;
    const ms = (Number.isNaN(endMs) ? nowMs : endMs) - spans.startMs[row]!;
    if (ms > 0) column[at] = column[at]! + ms;
  }
  return times;
}

function columnOf(times: RequestTimes, kind: SpanKind): Float64Array | null {
  if (kind === SpanKind.Inference) return times.inference;
  switch (waitClassOf(kind)) {
    case 'io':
      return times.io;
    case 'loop':
      return times.loop;
    case 'pool':
      return times.pool;
    case 'unaccounted':
    case null:
      return null;
  }
}

export interface RequestQuery {
  readonly text: string;
  readonly range: { readonly startMs: number; readonly endMs: number } | null;
  readonly sort: Sort<RequestColumn>;
  readonly nowMs: number;
  readonly names: {
    mode(mode: Mode): string;
    outcome(outcome: number): string;
  };
}

/** Rows of the request columns, filtered and in order. */
export function requestRows(
  trace: ShownTrace,
  times: RequestTimes,
  query: RequestQuery,
): Int32Array {
  const { requests } = trace;
  const words = filterWords(query.text);
  const kept = new Int32Array(requests.length);
  let count = 0;
  for (let at = 0; at < requests.length; at++) {
    if (inRange(trace, at, query) && words.every((word) => hasWord(trace, at, word, query)))
      kept[count++] = at;
  }
  const rows = kept.subarray(0, count);
  const keyOf = keyReader(trace, times, query.sort.column);
  const keys = new Float64Array(count);
  for (let n = 0; n < count; n++) keys[n] = keyOf(rows[n]!);
  return orderedBy(rows, keys, query.sort.descending);
}

function inRange({ requests }: ShownTrace, at: number, { range, nowMs }: RequestQuery): boolean {
  if (range === null) return true;
  const endMs = requests.endMs[at]!;
  const until = Number.isNaN(endMs) ? nowMs : endMs;
  return requests.startMs[at]! <= range.endMs && until >= range.startMs;
}

function hasWord(trace: ShownTrace, at: number, word: string, { names }: RequestQuery): boolean {
  const { requests, firstRequestId } = trace;
  const label = requestWord(word);
  if (label !== null && String(requestLabel(requests.id[at]!, firstRequestId)) === label)
    return true;
  const mode = MODES[requests.mode[at]! - 1];
  if (mode !== undefined && (nameHas(names.mode(mode), word) || mode.includes(word))) return true;
  const outcome = requests.outcome[at]!;
  if (nameHas(names.outcome(outcome), word) || nameHas(outcomeName(outcome), word)) return true;
  return endpointPath(requests.endpoint[at]!)?.includes(word) ?? false;
}

function keyReader(
  { requests }: ShownTrace,
  times: RequestTimes,
  column: RequestColumn,
): (at: number) => number {
  switch (column) {
    case 'request':
      return (at) => requests.id[at]!;
    case 'start':
      return (at) => requests.startMs[at]!;
    case 'mode':
      return (at) => (requests.mode[at] === 0 ? NaN : requests.mode[at]!);
    case 'status':
      return (at) => requests.outcome[at]!;
    case 'latency':
    case 'io':
    case 'loop':
    case 'pool':
    case 'inference':
      return (at) => times[column][at]!;
  }
}
