// Random traces of 64 lanes. Times are multiples of 1/1024 ms, so that sums are exact wherever a column is a power of two of it.
//
//   tiled        |aaa|bbbbbb|c|aa|ddddd|     end to end: what frames are timed on
//   wild         |aaa|   |bb|ccc|  !         gaps, overlaps, no length, no end: every other lane where pixels are compared
//                     |ddd|
import { poolLane } from '../../core/trace/lane.ts';
import type { ShownTrace, TraceSource } from '../../core/trace/shown-trace.ts';
import { SpanColumns, SpanFlag } from '../../core/trace/span-columns.ts';
import { RequestColumns } from '../../core/trace/request-columns.ts';

export const LANES = 64;
/** Every lane of a trace is about so long. */
export const CONTENT_MS = 1600;
export const TICKS_PER_MS = 1024;
/** Kinds 2 to 9: as many as the row of a request has. */
export const FIRST_KIND = 2;
export const KINDS = 8;

export type Shape = 'tiled' | 'wild';

/** Small and seeded (Mulberry32, Ettinger 2017): the same trace in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @returns as many spans on every lane as come nearest to `spans` in all */
export function randomTrace(spans: number, shape: Shape, seed: number): SpanColumns {
  const perLane = Math.round(spans / LANES);
  const columns = new SpanColumns(perLane * LANES);
  const random = randomFrom(seed);
  const meanTicks = (CONTENT_MS * TICKS_PER_MS) / perLane;
  const cursors = new Float64Array(LANES);
  columns.extend(perLane * LANES);
  for (let n = 0; n < perLane; n++)
    for (let lane = 0; lane < LANES; lane++) {
      const length = random() < 0.02 ? 0 : Math.round(random() * 2 * meanTicks);
      const isWild = shape === 'wild' && lane % 2 === 1;
      const shift = isWild ? Math.round((random() - 0.5) * meanTicks) : 0;
      const start = Math.max(0, cursors[lane]! + shift);
      cursors[lane] = start + length;
      const open = isWild && random() * perLane < 0.5;
      const failed = random() < (isWild ? 1 / 64 : 1 / 1024);
      const at = n * LANES + lane;
      columns.kind[at] = FIRST_KIND + Math.floor(random() * KINDS);
      columns.flags[at] = (failed ? SpanFlag.Failed : 0) | (open ? SpanFlag.Open : 0);
      columns.lane[at] = poolLane(lane + 1);
      columns.request[at] = 1 + (at >> 3);
      columns.startMs[at] = start / TICKS_PER_MS;
      columns.endMs[at] = open ? NaN : (start + length) / TICKS_PER_MS;
    }
  return columns;
}

/** Columns as the chart takes them. */
export function finishedSource(spans: SpanColumns): TraceSource {
  const trace: ShownTrace = { ...shownParts(spans), live: false, revision: 1 };
  return { current: () => trace, subscribe: () => () => undefined, nowMs: () => NaN };
}

export function shownParts(spans: SpanColumns): Omit<ShownTrace, 'live' | 'revision'> {
  const requests = new RequestColumns();
  return { feedRun: 1, spans, requests, firstRequestId: 1, droppedRecords: 0, notKept: 0 };
}
