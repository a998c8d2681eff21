// What a wait waited for: the blocks of the loop that lie in it, or the work on the thread that the request had to wait for.
// Asks the tracks, so that it is quick enough for a pointer that moves.
import { heldDuring, type Block, type Held } from '../analysis/who-held-the-loop.ts';
import { Lane, poolLane, poolThreadOfLane } from '../trace/lane.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { waitClassOf, type SpanKind } from '../trace/span-kind.ts';
import { eachWithin, entryEndMs } from './hit-test.ts';
import type { Track } from './track.ts';
import type { TraceTracks } from './trace-tracks.ts';

/** null: the span waits for nobody (it works, or waits for I/O). */
export function heldBy(
  tracks: TraceTracks,
  spans: SpanColumns,
  row: number,
  nowMs: number,
): Held | null {
  const fromMs = spans.startMs[row]!;
  const endMs = spans.endMs[row]!;
  const toMs = Number.isNaN(endMs) ? Math.max(fromMs, nowMs) : endMs;
  const blocks = (tracksAsked: readonly Track[]): Block[] =>
    tracksAsked
      .flatMap((track) => blocksOf(track, spans, fromMs, toMs, nowMs))
      .sort((a, b) => a.startMs - b.startMs);
  switch (waitClassOf(spans.kind[row] as SpanKind)) {
    case 'loop':
      return heldDuring(blocks([tracks.lane(Lane.EventLoop)]), fromMs, toMs);
    case 'pool':
      return heldDuring(blocks(poolTracks(tracks, spans, spans.request[row]!)), fromMs, toMs);
    case 'io':
    case 'unaccounted':
    case null:
      return null;
  }
}

/** The thread that the request got in the end; all threads while it has none. */
function poolTracks(tracks: TraceTracks, spans: SpanColumns, request: number): Track[] {
  const own = tracks.request(request);
  for (let n = 0; n < own.length; n++) {
    const lane = spans.lane[own.row[n]!]!;
    if (poolThreadOfLane(lane) !== null) return [tracks.lane(lane)];
  }
  return Array.from({ length: tracks.threadCount() }, (_, n) => tracks.lane(poolLane(n + 1)));
}

function blocksOf(
  track: Track,
  spans: SpanColumns,
  fromMs: number,
  toMs: number,
  nowMs: number,
): Block[] {
  const blocks: Block[] = [];
  eachWithin({ track, nowMs, hidden: 0 }, fromMs, toMs, (n) => {
    const row = track.row[n]!;
    const runtime = (track.flags[n]! & SpanFlag.Runtime) !== 0;
    blocks.push({
      row,
      request: spans.request[row]!,
      stage: runtime ? 0 : (track.kind[n] as SpanKind),
      startMs: track.startMs[n]!,
      endMs: entryEndMs(track, n, nowMs),
    });
  });
  return blocks;
}
