// Which span is meant by a place on a row: by time, with a reach for spans that are too thin to be hit. Also the span before
// and after one, and which spans lie in a stretch of time.
//
//   row        |====a====|  |b|          |
//   pointer        ^ a          ^ within reach of b      ^ nothing
import type { KindMask } from './shown-lane.ts';
import type { Track } from './track.ts';

export interface HitQuery {
  readonly track: Track;
  readonly nowMs: number;
  readonly hidden: KindMask;
}

/** End of an entry, `nowMs` while it is open. */
export function entryEndMs(track: Track, at: number, nowMs: number): number {
  const endMs = track.endMs[at]!;
  return Math.max(track.startMs[at]!, endMs === Infinity ? nowMs : endMs);
}

export function isShown(track: Track, at: number, hidden: KindMask): boolean {
  const kind = track.kind[at]!;
  return kind !== 0 && ((hidden >>> kind) & 1) === 0;
}

/**
 * Position on its track of the span at `ms`: the one that began last of those that are there; else the nearest within
 * `reachMs`; -1: none.
 */
export function spanAt({ track, nowMs, hidden }: HitQuery, ms: number, reachMs: number): number {
  let nearest = -1;
  let nearestMs = Infinity;
  for (let n = track.firstReaching(ms - reachMs); n < track.length; n++) {
    const startMs = track.startMs[n]!;
    if (startMs > ms + reachMs) break;
    if (!isShown(track, n, hidden)) continue;
    const endMs = entryEndMs(track, n, nowMs);
    const away = awayMs(ms, startMs, endMs);
    if (away > reachMs) continue;
    if (away < nearestMs || (away === nearestMs && away === 0)) {
      nearest = n;
      nearestMs = away;
    }
  }
  return nearest;
}

/** A span is not there at its end: that moment is the next one's. */
function awayMs(ms: number, startMs: number, endMs: number): number {
  if (ms < startMs) return startMs - ms;
  return ms < endMs || ms === startMs ? 0 : Math.max(ms - endMs, Number.MIN_VALUE);
}

/** Position of the next shown span in the order of starts (`step` 1) or the one before (-1); -1: there is none. */
export function neighbour(query: HitQuery, at: number, step: 1 | -1): number {
  const { track, hidden } = query;
  for (let n = at + step; n >= 0 && n < track.length; n += step)
    if (isShown(track, n, hidden)) return n;
  return -1;
}

/** Position of the span that stands for a moment when one comes from another row: there, else the nearest; -1: row is empty. */
export function nearestTo(query: HitQuery, ms: number): number {
  const { track, nowMs } = query;
  const there = spanAt(query, ms, 0);
  if (there >= 0) return there;
  const after = neighbour(query, track.firstStarting(ms) - 1, 1);
  const before = neighbour(query, track.firstStarting(ms), -1);
  if (after < 0 || before < 0) return Math.max(after, before);
  const sinceMs = ms - entryEndMs(track, before, nowMs);
  return sinceMs <= track.startMs[after]! - ms ? before : after;
}

/** Calls for every shown span that touches a stretch of time, by start. */
export function eachWithin(
  { track, nowMs, hidden }: HitQuery,
  fromMs: number,
  toMs: number,
  visit: (at: number) => void,
): void {
  const last = track.firstStarting(toMs);
  for (let n = track.firstReaching(fromMs); n < last; n++)
    if (isShown(track, n, hidden) && entryEndMs(track, n, nowMs) >= fromMs) visit(n);
}
