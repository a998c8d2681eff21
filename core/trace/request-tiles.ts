// How the interval of one request is cut into tiles. Every moment that was recorded of a request begins a
// segment of a known kind; sorted by time, the segments lie end to end, so they tile by construction.
// What no stage and no wait explains stays visible as `unaccounted` (u below).
//
//   async-pool   |send-wait|accept-wait|u|  fetch  |loop-wait|u|pool-wait|loop-wait|u|inference|loop-wait|u|respond|deliver|
//   async-io     |send-wait|accept-wait|u|  fetch  |loop-wait|u|inference (on the loop)|u|respond|deliver|
//   sync         |send-wait|accept-wait|u|  fetch (blocking) |u|inference (on the loop)|u|respond|deliver|
//   sync-pool    |send-wait|accept-wait|u|pool-wait|loop-wait|u|fetch (blocking)|u|inference|loop-wait|u|respond|deliver|
//
// A request from outside begins where the server saw it: |receive|accept-wait|u| and then as above, up to the flush.
// The loop wait after the pool wait is the time in which a thread was free already, but the loop had not yet
// handed the task over.
import { SpanKind } from './span-kind.ts';

/** Position of each moment in a request's row of marks. */
export const Moment = {
  Intended: 0,
  Sent: 1,
  Seen: 2,
  /** From outside: the handler's start less the time for which the loop was held since the request was seen. */
  BodyWait: 3,
  Handler: 4,
  TaskStart: 5,
  FetchStart: 6,
  FetchReady: 7,
  FetchEnd: 8,
  PoolSubmit: 9,
  ThreadFree: 10,
  InferenceStart: 11,
  InferenceEnd: 12,
  SleepStart: 13,
  SleepEnd: 14,
  Continuation: 15,
  RespondStart: 16,
  Flushed: 17,
  /** Last byte at the client, its abort, or (from outside) the flush. */
  End: 18,
} as const;
export type Moment = (typeof Moment)[keyof typeof Moment];

export const MOMENTS = 19;
/** Most tiles that one request can have. */
export const MAX_TILES = MOMENTS;

/** Kind of the segment that begins at each moment. */
const FOLLOWED_BY: readonly SpanKind[] = [
  SpanKind.SendWait, // Intended
  SpanKind.AcceptWait, // Sent
  SpanKind.Receive, // Seen
  SpanKind.AcceptWait, // BodyWait
  SpanKind.Unaccounted, // Handler
  SpanKind.Unaccounted, // TaskStart
  SpanKind.Fetch, // FetchStart
  SpanKind.LoopWait, // FetchReady
  SpanKind.Unaccounted, // FetchEnd
  SpanKind.PoolWait, // PoolSubmit
  SpanKind.LoopWait, // ThreadFree
  SpanKind.Inference, // InferenceStart
  SpanKind.LoopWait, // InferenceEnd; on the loop itself there is nothing to wait for, see segmentKind
  SpanKind.Sleep, // SleepStart
  SpanKind.Unaccounted, // SleepEnd
  SpanKind.Unaccounted, // Continuation
  SpanKind.Respond, // RespondStart
  SpanKind.Deliver, // Flushed
];

/** Tiles of one request, reused from call to call. Times are in the unit of the marks. */
export interface Tiles {
  count: number;
  readonly kind: Uint8Array;
  readonly start: Float64Array;
  /** NaN for the last tile of a request that has not ended. */
  readonly end: Float64Array;
}

export function createTiles(): Tiles {
  return {
    count: 0,
    kind: new Uint8Array(MAX_TILES),
    start: new Float64Array(MAX_TILES),
    end: new Float64Array(MAX_TILES),
  };
}

const order = new Uint8Array(MOMENTS);

/**
 * Cuts one request into tiles.
 * @param marks moments of many requests, `MOMENTS` to a request, NaN where a moment has not (yet) been seen
 * @param offset where this request's moments begin in `marks`
 * @param pooled whether the work is done by a pool thread, so that a finished stage waits for the loop
 * @param out receives the tiles, in order of time
 */
export function tileRequest(
  marks: Float64Array,
  offset: number,
  pooled: boolean,
  out: Tiles,
): void {
  out.count = 0;
  const end = marks[offset + Moment.End] ?? NaN;
  const ended = !Number.isNaN(end);
  const known = sortedMoments(marks, offset, ended ? end : Infinity);
  for (let n = 0; n < known; n++) {
    const moment = order[n] as number;
    const start = marks[offset + moment] as number;
    const stop = n + 1 < known ? (marks[offset + (order[n + 1] as number)] as number) : end;
    if (stop === start) continue;
    const next = n + 1 < known ? (order[n + 1] as number) : Moment.End;
    pushTile(out, segmentKind(moment, next, pooled), start, stop);
  }
}

/** Puts the known moments before `end` into `order`, by time; at equal times in the order of Moment. */
function sortedMoments(marks: Float64Array, offset: number, end: number): number {
  let known = 0;
  for (let moment = 0; moment < Moment.End; moment++) {
    const at = marks[offset + moment] as number;
    // Written so that NaN (not seen) is left out as well.
    if (!(at < end)) continue;
    // A thread that was free before the task was submitted made nobody wait.
    if (moment === Moment.ThreadFree && !(at > (marks[offset + Moment.PoolSubmit] as number)))
      continue;
    // Nor did an answer whose fetch is not known to have begun, or was given up before.
    if (moment === Moment.FetchReady && !(at >= (marks[offset + Moment.FetchStart] as number)))
      continue;
    if (moment === Moment.FetchReady && at > (marks[offset + Moment.FetchEnd] as number)) continue;
    let n = known++;
    while (n > 0 && (marks[offset + (order[n - 1] as number)] as number) > at) {
      order[n] = order[n - 1] as number;
      n--;
    }
    order[n] = moment;
  }
  return known;
}

function segmentKind(moment: number, next: number, pooled: boolean): SpanKind {
  if (moment === Moment.InferenceEnd && !pooled) return SpanKind.Unaccounted;
  // A task that ended after its fetch (it failed) waits for the loop like one that ended after its inference.
  if (moment === Moment.FetchEnd && next === Moment.Continuation && pooled)
    return SpanKind.LoopWait;
  return FOLLOWED_BY[moment] as SpanKind;
}

/** Adds a tile, or lengthens the one before when it is of the same kind. */
function pushTile(out: Tiles, kind: SpanKind, start: number, end: number): void {
  const last = out.count - 1;
  if (last >= 0 && out.kind[last] === kind) {
    out.end[last] = end;
    return;
  }
  out.kind[out.count] = kind;
  out.start[out.count] = start;
  out.end[out.count] = end;
  out.count++;
}
