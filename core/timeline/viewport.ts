// Which stretch of time a chart shows, and how it moves: plain values, never changed in place. Pixels come in only where a
// width is handed in; nothing here draws or knows rows.
//
//   limits     |·· margin ··|startMs ======= content ======= endMs|·· margin ··|
//   viewport             |startMs <────── spanMs ──────>|

/** Shortest time that fills a chart, in ms: 10 µs, where one pixel is below the clock's own error. */
export const MIN_SPAN_MS = 0.01;
/** A chart shows at most so many times the content's length. */
const MOST_CONTENTS = 1.5;
/** Room at both ends when all is shown, as a share of the content: at the right for a row's latency. */
const FIT_LEFT = 0.015;
const FIT_RIGHT = 0.06;

export interface Viewport {
  readonly startMs: number;
  readonly spanMs: number;
}

/** The stretch in which there is something to see. */
export interface Limits {
  readonly startMs: number;
  readonly endMs: number;
}

/** End of what is shown. */
export function endOf(viewport: Viewport): number {
  return viewport.startMs + viewport.spanMs;
}

/** All of the content, with a little room. */
export function fitAll(limits: Limits): Viewport {
  const lengthMs = Math.max(limits.endMs - limits.startMs, MIN_SPAN_MS);
  return {
    startMs: limits.startMs - lengthMs * FIT_LEFT,
    spanMs: lengthMs * (1 + FIT_LEFT + FIT_RIGHT),
  };
}

/** A range, with room at both sides: what F and a double click show. */
export function fitRange(startMs: number, endMs: number, limits: Limits): Viewport {
  const lengthMs = Math.max(endMs - startMs, MIN_SPAN_MS);
  const roomMs = lengthMs * 0.1;
  return clamped({ startMs: startMs - roomMs, spanMs: lengthMs + 2 * roomMs }, limits);
}

/**
 * Makes what is shown `factor` times as long, so that `atMs` stays where it is.
 * @param factor below 1 zooms in
 */
export function zoomAt(viewport: Viewport, atMs: number, factor: number, limits: Limits): Viewport {
  const spanMs = clampedSpan(viewport.spanMs * factor, viewport.spanMs, limits);
  const share = (atMs - viewport.startMs) / viewport.spanMs;
  return clamped({ startMs: atMs - share * spanMs, spanMs }, limits);
}

/** Moves by `ms`; the scale stays exactly the same. */
export function panBy(viewport: Viewport, ms: number, limits: Limits): Viewport {
  return clamped({ startMs: viewport.startMs + ms, spanMs: viewport.spanMs }, limits);
}

/** The same scale, moved as little as needed for `startMs` to `endMs` to be seen (its start, when it does not fit). */
export function reveal(
  viewport: Viewport,
  startMs: number,
  endMs: number,
  limits: Limits,
): Viewport {
  const marginMs = viewport.spanMs * 0.08;
  const fits = endMs - startMs <= viewport.spanMs - 2 * marginMs;
  const begins = startMs >= viewport.startMs && startMs <= endOf(viewport);
  const ends = endMs <= endOf(viewport);
  // What does not fit is seen well enough when any of it is.
  const seen = fits ? begins && ends : startMs < endOf(viewport) && endMs > viewport.startMs;
  if (seen) return viewport;
  const later = endMs > endOf(viewport) && fits;
  const goal = later ? endMs + marginMs - viewport.spanMs : startMs - marginMs;
  return panBy(viewport, goal - viewport.startMs, limits);
}

/** Keeps part of the content in view, and the scale within what a chart can show. */
export function clamped(viewport: Viewport, limits: Limits): Viewport {
  const spanMs = clampedSpan(viewport.spanMs, viewport.spanMs, limits);
  const half = spanMs / 2;
  const lowest = limits.startMs - half;
  const highest = Math.max(limits.endMs - half, lowest);
  const startMs = Math.min(highest, Math.max(lowest, viewport.startMs));
  return startMs === viewport.startMs && spanMs === viewport.spanMs
    ? viewport
    : { startMs, spanMs };
}

/** Whoever sees more than the content already (a run that has just begun) is not zoomed in by the limit. */
function clampedSpan(spanMs: number, nowMs: number, limits: Limits): number {
  const longest = Math.max(fitAll(limits).spanMs * MOST_CONTENTS, Math.min(spanMs, nowMs));
  return Math.min(longest, Math.max(MIN_SPAN_MS, spanMs));
}
