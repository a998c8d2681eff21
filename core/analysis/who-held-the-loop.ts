// Who held what others waited for: the blocks of the loop (or the work on a pool thread) that lie in a wait, and the waits
// that lie in a block. Pure functions over columns; nothing is kept between calls, one call is one pass over the spans.
//
//   loop     |  request 3 inference   |req 4 inference|
//   wait          <──────── 9 ────────────>             held by: request 3 (longer), request 4; the rest is nobody's
import { Lane, poolThreadOfLane } from '../trace/lane.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { SpanKind, waitClassOf } from '../trace/span-kind.ts';

/** Something that held the loop or a thread: all blocks of one request's stage together. */
export interface Holder {
  /** Id of the request; 0: no request, see `stage`. */
  readonly request: number;
  /** Kind of the stage; 0: the runtime (garbage collection, parsing, descheduling). */
  readonly stage: SpanKind | 0;
  /** How long of the wait it held. */
  readonly ms: number;
  /** Row of its block that lies longest in the wait. */
  readonly row: number;
}

export interface Held {
  /** Longest first. */
  readonly holders: readonly Holder[];
  /** What no recorded block explains: turns of the loop shorter than is recorded. */
  readonly otherMs: number;
}

/** A request that waited while something was held. */
export interface Payer {
  readonly request: number;
  readonly ms: number;
  /** Row of the wait that lies longest in the block. */
  readonly row: number;
}

/** One stretch in which the loop or a thread was held. */
export interface Block {
  readonly row: number;
  readonly request: number;
  readonly stage: SpanKind | 0;
  readonly startMs: number;
  readonly endMs: number;
}

/** End of a span, or `nowMs` while it is open; its start where nobody knows how late it is. */
export function endOrNow(spans: SpanColumns, row: number, nowMs: number): number {
  const endMs = spans.endMs[row]!;
  if (!Number.isNaN(endMs)) return endMs;
  const startMs = spans.startMs[row]!;
  return nowMs > startMs ? nowMs : startMs;
}

/** The blocks of the loop that touch an interval, by start. */
export function loopBlocksWithin(
  spans: SpanColumns,
  fromMs: number,
  toMs: number,
  nowMs: number,
): Block[] {
  const blocks: Block[] = [];
  for (let row = 0; row < spans.length; row++) {
    if (spans.kind[row] !== SpanKind.LoopBusy || !touches(spans, row, fromMs, toMs, nowMs))
      continue;
    const runtime = (spans.flags[row]! & SpanFlag.Runtime) !== 0;
    blocks.push(blockOf(spans, row, nowMs, runtime ? 0 : (spans.code[row] as SpanKind)));
  }
  return blocks.sort((a, b) => a.startMs - b.startMs);
}

/**
 * What pool threads did in an interval, by start.
 * @param lane the one thread that counts; null: all threads
 */
export function poolWorkWithin(
  spans: SpanColumns,
  lane: number | null,
  fromMs: number,
  toMs: number,
  nowMs: number,
): Block[] {
  const blocks: Block[] = [];
  for (let row = 0; row < spans.length; row++) {
    const on = spans.lane[row]!;
    if (poolThreadOfLane(on) === null || (lane !== null && on !== lane)) continue;
    if (touches(spans, row, fromMs, toMs, nowMs))
      blocks.push(blockOf(spans, row, nowMs, spans.kind[row] as SpanKind));
  }
  return blocks.sort((a, b) => a.startMs - b.startMs);
}

function touches(
  spans: SpanColumns,
  row: number,
  fromMs: number,
  toMs: number,
  nowMs: number,
): boolean {
  if ((spans.flags[row]! & SpanFlag.Void) !== 0) return false;
  return spans.startMs[row]! < toMs && endOrNow(spans, row, nowMs) > fromMs;
}

function blockOf(spans: SpanColumns, row: number, nowMs: number, stage: SpanKind | 0): Block {
  return {
    row,
    request: spans.request[row]!,
    stage,
    startMs: spans.startMs[row]!,
    endMs: endOrNow(spans, row, nowMs),
  };
}

/**
 * Who held what, within a wait. Time is given to one holder only, so that the holders and the rest sum to the wait.
 * @param blocks by start; what overlaps a block before is that one's
 */
export function heldDuring(blocks: readonly Block[], fromMs: number, toMs: number): Held {
  const found = new Map<string, Holder & { longestMs: number }>();
  let untilMs = fromMs;
  let explainedMs = 0;
  for (const { row, request, stage, startMs, endMs } of blocks) {
    const ms = Math.min(endMs, toMs) - Math.max(startMs, untilMs);
    if (!(ms > 0)) continue;
    untilMs = Math.min(endMs, toMs);
    explainedMs += ms;
    const key = `${request} ${stage}`;
    const known = found.get(key);
    const longest = known === undefined || ms > known.longestMs;
    found.set(key, {
      request,
      stage,
      ms: (known?.ms ?? 0) + ms,
      row: longest ? row : known.row,
      longestMs: longest ? ms : known.longestMs,
    });
  }
  const holders = [...found.values()]
    .sort((a, b) => b.ms - a.ms)
    .map(({ request, stage, ms, row }) => ({ request, stage, ms, row }));
  return { holders, otherMs: Math.max(0, toMs - fromMs - explainedMs) };
}

/** Who waited for the loop while a block held it, dearest first. A span that is no block of the loop made nobody wait. */
export function whoPaid(spans: SpanColumns, blockRow: number, nowMs: number): Payer[] {
  if (spans.lane[blockRow] !== Lane.EventLoop) return [];
  const fromMs = spans.startMs[blockRow]!;
  const toMs = endOrNow(spans, blockRow, nowMs);
  const found = new Map<number, Payer & { longestMs: number }>();
  for (let row = 0; row < spans.length; row++) {
    if (!isLoopWait(spans, row)) continue;
    const endMs = endOrNow(spans, row, nowMs);
    const ms = Math.min(endMs, toMs) - Math.max(spans.startMs[row]!, fromMs);
    if (!(ms > 0)) continue;
    const request = spans.request[row]!;
    const known = found.get(request);
    const longest = known === undefined || ms > known.longestMs;
    found.set(request, {
      request,
      ms: (known?.ms ?? 0) + ms,
      row: longest ? row : known.row,
      longestMs: longest ? ms : known.longestMs,
    });
  }
  return [...found.values()]
    .sort((a, b) => b.ms - a.ms || a.request - b.request)
    .map(({ request, ms, row }) => ({ request, ms, row }));
}

/** Whether a row is time in which a request waited for the loop. */
export function isLoopWait(spans: SpanColumns, row: number): boolean {
  const flags = spans.flags[row]!;
  if ((flags & SpanFlag.Tile) === 0 || (flags & SpanFlag.Void) !== 0) return false;
  return waitClassOf(spans.kind[row] as SpanKind) === 'loop';
}
