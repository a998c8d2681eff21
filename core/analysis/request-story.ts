// One request's course through the pipeline, read from the columns: its parts end to end, what each wait waited for, and
// what went on after its answer. Computed when somebody looks at the request; knows no words and no window.
//
//   offset 0                                                        total
//   |send-wait|accept-wait|  fetch  |loop-wait|   inference  |respond|deliver|   parts (tiles), they sum to the total
//                                                                     |background-wait|background|   after
import { endpointPath } from '../contract/predict.ts';
import { MODES, type Mode } from '../contract/scenario.ts';
import { poolThreadOfLane } from '../trace/lane.ts';
import { Outcome, StageBit } from '../trace/request-table.ts';
import { requestLabel } from '../trace/request-label.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { SpanKind, waitClassOf } from '../trace/span-kind.ts';
import {
  endOrNow,
  heldDuring,
  loopBlocksWithin,
  poolWorkWithin,
  type Block,
  type Held,
} from './who-held-the-loop.ts';

/** What a part of a request's time counts as. The first four are waits of the server, never lumped together. */
export const TIME_CLASSES = [
  'io',
  'loop',
  'pool',
  'unaccounted',
  'work',
  'send',
  'transfer',
] as const;
export type TimeClass = (typeof TIME_CLASSES)[number];

export interface CoursePart {
  /** Row in the span columns. */
  readonly row: number;
  readonly kind: SpanKind;
  /** From the run's start. */
  readonly startMs: number;
  /** From the request's start. */
  readonly offsetMs: number;
  /** Up to now while it is open. */
  readonly durationMs: number;
  /** Of the request's total, 0 to 1. */
  readonly share: number;
  readonly open: boolean;
  readonly failed: boolean;
  readonly onLoop: boolean;
  readonly orphaned: boolean;
  readonly lane: number;
  readonly countsAs: TimeClass;
  /** CPU time it really got; null where unknown. */
  readonly cpuMs: number | null;
  /** For a wait for the loop or for a thread: who held it. */
  readonly held: Held | null;
}

export interface RequestCourse {
  readonly id: number;
  readonly label: number | string;
  readonly outside: boolean;
  readonly mode: Mode | null;
  readonly endpoint: string | null;
  /** See Outcome in request-table.ts. */
  readonly outcome: number;
  readonly pending: boolean;
  /** From the run's start. */
  readonly startMs: number;
  readonly totalMs: number;
  /** When it was really sent, from its start; null where nobody knows (from outside). */
  readonly sentAfterMs: number | null;
  /** The parts that tile its interval, in order. */
  readonly parts: readonly CoursePart[];
  /** What belongs to it and lies outside its interval: background work, work that its client did not wait for. */
  readonly after: readonly CoursePart[];
  /** What the feature service did for it, inside its fetch; null where nothing is known. */
  readonly service: CoursePart | null;
  /** ms by what they count as; they sum to the total. */
  readonly totals: Readonly<Record<TimeClass, number>>;
  readonly cpuMs: number | null;
  /** Pool thread (1 …) that worked for it; null: none. */
  readonly thread: number | null;
}

/** Spans that say of a resource what a part says of the request already. */
const ELSEWHERE: ReadonlySet<number> = new Set([SpanKind.LoopBusy, SpanKind.FeatureService]);

/** What a kind of span counts as in its request's time. */
export function timeClassOf(kind: SpanKind): TimeClass {
  const wait = waitClassOf(kind);
  if (wait !== null) return wait;
  if (kind === SpanKind.SendWait) return 'send';
  return kind === SpanKind.Deliver || kind === SpanKind.Receive ? 'transfer' : 'work';
}

/**
 * The course of one request up to now; null when the trace has no such request.
 * @param nowMs end of what is still open
 */
export function requestCourse(
  trace: ShownTrace,
  requestId: number,
  nowMs: number,
): RequestCourse | null {
  const { spans, requests } = trace;
  const at = requests.indexOf(requestId);
  if (at < 0) return null;
  const facts = requests.row(at);
  const tiles: number[] = [];
  const others: number[] = [];
  for (const row of rowsOfRequest(spans, requestId))
    ((spans.flags[row]! & SpanFlag.Tile) !== 0 ? tiles : others).push(row);
  tiles.sort((a, b) => spans.startMs[a]! - spans.startMs[b]! || a - b);
  others.sort((a, b) => spans.startMs[a]! - spans.startMs[b]! || a - b);
  const first = tiles[0];
  const last = tiles.at(-1);
  const knownStartMs = Number.isNaN(facts.startMs) ? 0 : facts.startMs;
  const startMs = first === undefined ? knownStartMs : spans.startMs[first]!;
  const totalMs = last === undefined ? 0 : Math.max(0, endOrNow(spans, last, nowMs) - startMs);
  const thread = threadOf(spans, [...tiles, ...others]);
  const holders = new Holders(spans, tiles, nowMs);
  const describe = (row: number): CoursePart =>
    partOf(spans, row, startMs, totalMs, nowMs, holders);
  const parts = tiles.map(describe);
  const outside = (facts.stages & StageBit.Outside) !== 0;
  const service = others.find((row) => spans.kind[row] === SpanKind.FeatureService);
  return {
    id: requestId,
    label: requestLabel(requestId, trace.firstRequestId),
    outside,
    mode: MODES[facts.mode - 1] ?? null,
    endpoint: endpointPath(facts.endpoint),
    outcome: facts.outcome,
    pending: facts.outcome === Outcome.Pending,
    startMs,
    totalMs,
    sentAfterMs: outside ? null : sentAfter(parts),
    parts,
    after: others.filter((row) => !ELSEWHERE.has(spans.kind[row]!)).map(describe),
    service: service === undefined ? null : describe(service),
    totals: totalsOf(parts),
    cpuMs: Number.isNaN(facts.cpuMs) ? null : facts.cpuMs,
    thread,
  };
}

/** Rows that name a request, ascending; voids are left out. */
export function rowsOfRequest(spans: SpanColumns, requestId: number): number[] {
  const rows: number[] = [];
  let row = spans.request.indexOf(requestId);
  while (row >= 0 && row < spans.length) {
    // A probe's number is its own, not a request's.
    const counts = (spans.flags[row]! & SpanFlag.Void) === 0 && spans.kind[row] !== SpanKind.Probe;
    if (counts) rows.push(row);
    row = spans.request.indexOf(requestId, row + 1);
  }
  return rows;
}

/** Finds who held the loop or a thread, with at most one pass over the spans for each. */
class Holders {
  private readonly spans: SpanColumns;
  private readonly tiles: readonly number[];
  private readonly nowMs: number;
  private loop: Block[] | null = null;

  constructor(spans: SpanColumns, tiles: readonly number[], nowMs: number) {
    this.spans = spans;
    this.tiles = tiles;
    this.nowMs = nowMs;
  }

  of(row: number): Held | null {
    const { spans, nowMs } = this;
    if ((spans.flags[row]! & SpanFlag.Tile) === 0) return null;
    const kind = spans.kind[row] as SpanKind;
    const fromMs = spans.startMs[row]!;
    const toMs = endOrNow(spans, row, nowMs);
    const wait = waitClassOf(kind);
    if (wait === 'loop') return heldDuring(this.loopBlocks(), fromMs, toMs);
    if (wait !== 'pool') return null;
    // Of all threads, the one that took it up in the end says for whom it waited.
    const lane = this.laneAfter(row);
    return lane === null
      ? heldByAll(poolWorkWithin(spans, null, fromMs, toMs, nowMs), fromMs, toMs)
      : heldDuring(poolWorkWithin(spans, lane, fromMs, toMs, nowMs), fromMs, toMs);
  }

  private loopBlocks(): Block[] {
    const { spans, tiles, nowMs } = this;
    const first = tiles[0];
    const last = tiles.at(-1);
    if (first === undefined || last === undefined) return [];
    const toMs = endOrNow(spans, last, nowMs);
    this.loop ??= loopBlocksWithin(spans, spans.startMs[first]!, toMs, nowMs);
    return this.loop;
  }

  private laneAfter(row: number): number | null {
    const { spans, tiles } = this;
    for (const tile of tiles) {
      if (spans.startMs[tile]! < spans.startMs[row]!) continue;
      if (poolThreadOfLane(spans.lane[tile]!) !== null) return spans.lane[tile]!;
    }
    return null;
  }
}

/** What all threads did meanwhile; several work at once, so that the holders may sum to more than the wait. */
function heldByAll(blocks: readonly Block[], fromMs: number, toMs: number): Held {
  const holders = blocks.flatMap((block) => heldDuring([block], fromMs, toMs).holders);
  return { holders: holders.sort((a, b) => b.ms - a.ms), otherMs: 0 };
}

function partOf(
  spans: SpanColumns,
  row: number,
  requestStartMs: number,
  totalMs: number,
  nowMs: number,
  holders: Holders,
): CoursePart {
  const kind = spans.kind[row] as SpanKind;
  const flags = spans.flags[row]!;
  const startMs = spans.startMs[row]!;
  const durationMs = endOrNow(spans, row, nowMs) - startMs;
  const cpuMs = kind === SpanKind.Inference ? spans.value[row]! : NaN;
  return {
    row,
    kind,
    startMs,
    offsetMs: startMs - requestStartMs,
    durationMs,
    share: totalMs > 0 ? durationMs / totalMs : 0,
    open: (flags & SpanFlag.Open) !== 0,
    failed: (flags & SpanFlag.Failed) !== 0,
    onLoop: (flags & SpanFlag.OnLoop) !== 0,
    orphaned: (flags & SpanFlag.Orphaned) !== 0,
    lane: spans.lane[row]!,
    countsAs: timeClassOf(kind),
    cpuMs: Number.isNaN(cpuMs) ? null : cpuMs,
    held: holders.of(row),
  };
}

function sentAfter(parts: readonly CoursePart[]): number | null {
  const [first] = parts;
  if (first === undefined) return null;
  if (first.kind !== SpanKind.SendWait) return 0;
  return first.open ? null : first.durationMs;
}

function totalsOf(parts: readonly CoursePart[]): Record<TimeClass, number> {
  const totals = { io: 0, loop: 0, pool: 0, unaccounted: 0, work: 0, send: 0, transfer: 0 };
  for (const { countsAs, durationMs } of parts) totals[countsAs] += durationMs;
  return totals;
}

function threadOf(spans: SpanColumns, rows: readonly number[]): number | null {
  for (const row of rows) {
    const thread = poolThreadOfLane(spans.lane[row]!);
    if (thread !== null) return thread;
  }
  return null;
}
