// How a chart keeps the newest in view: it moves, it never changes its scale by itself.
//
//   run begins    |=====>                       |      the scale is the length that the run is expected to have
//   longer        |==========================>  |      from here on it moves
//   and moves     |==========================>  |
import { endOf, panBy, type Limits, type Viewport } from './viewport.ts';

/** Scale of a run that has just begun, when nobody knows how long it takes. */
const UNKNOWN_LENGTH_MS = 1000;
const EXPECTED_ROOM = 1.15;
/** Where the newest is kept, as a share of what is shown. */
const NEWEST_AT = 0.92;
const LEFT_ROOM = 0.015;

/** What is shown of a run that has just begun. */
export function firstView(expectedMs: number | null): Viewport {
  const lengthMs =
    expectedMs !== null && expectedMs > 0 ? expectedMs * EXPECTED_ROOM : UNKNOWN_LENGTH_MS;
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

/** Whether part of the content lies outside of what is shown. */
export function hidesContent(viewport: Viewport, limits: Limits): boolean {
  const slackMs = (limits.endMs - limits.startMs) * 0.001;
  return limits.startMs < viewport.startMs - slackMs || limits.endMs > endOf(viewport) + slackMs;
}
