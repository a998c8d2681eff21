// How a chart keeps the newest in view: it moves, it never changes its scale by itself.
//
//   run begins    |=====>                       |      the scale is the length that the run is expected to have, with room
//   longer        |==========================>  |      from here on it moves
//   and moves     |==========================>  |
//   ended         |===================          |      from its start again, where all of it fits
import { endOf, panBy, type Limits, type Viewport } from './viewport.ts';

/** Scale of a run that has just begun, when nobody knows how long it takes. */
const UNKNOWN_LENGTH_MS = 1000;
/** Room for a machine that is slower than the law says, so that a usual run ends without being moved. */
const EXPECTED_ROOM = 1.25;
const EXPECTED_ROOM_MS = 150;
/** Where the newest is kept, as a share of what is shown. */
const NEWEST_AT = 0.92;
const LEFT_ROOM = 0.015;

/** What is shown of a run that has just begun. */
export function firstView(expectedMs: number | null): Viewport {
  const lengthMs =
    expectedMs !== null && expectedMs > 0
      ? expectedMs * EXPECTED_ROOM + EXPECTED_ROOM_MS
      : UNKNOWN_LENGTH_MS;
  const spanMs = lengthMs / (1 - LEFT_ROOM - (1 - NEWEST_AT));
  return { startMs: -spanMs * LEFT_ROOM, spanMs };
}

/** The same scale, moved so that `nowMs` is in view. */
export function followed(viewport: Viewport, nowMs: number, limits: Limits): Viewport {
  const newestMs = viewport.startMs + viewport.spanMs * NEWEST_AT;
  if (nowMs >= viewport.startMs && nowMs <= newestMs) return viewport;
  const goalMs = nowMs < viewport.startMs ? nowMs - viewport.spanMs * LEFT_ROOM : nowMs - newestMs;
  const byMs = nowMs < viewport.startMs ? goalMs - viewport.startMs : goalMs;
  return panBy(viewport, byMs, limits);
}

/** The same scale, moved so that an ended run is seen from its start; as it was, where not all of it fits. */
export function settled(viewport: Viewport, limits: Limits): Viewport {
  if (!hidesContent(viewport, limits)) return viewport;
  const startMs = limits.startMs - viewport.spanMs * LEFT_ROOM;
  if (limits.endMs > startMs + viewport.spanMs) return viewport;
  return { startMs, spanMs: viewport.spanMs };
}

/** Whether part of the content lies outside of what is shown. */
export function hidesContent(viewport: Viewport, limits: Limits): boolean {
  const slackMs = (limits.endMs - limits.startMs) * 0.001;
  return limits.startMs < viewport.startMs - slackMs || limits.endMs > endOf(viewport) + slackMs;
}
