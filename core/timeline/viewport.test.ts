import fc from 'fast-check';
import { expect, test } from 'vitest';
import { followed, firstView, hidesContent } from './follow.ts';
import {
  clamped,
  endOf,
  fitAll,
  fitRange,
  MIN_SPAN_MS,
  panBy,
  reveal,
  zoomAt,
  type Limits,
  type Viewport,
} from './viewport.ts';

const LIMITS: Limits = { startMs: 0, endMs: 1000 };
const VIEW: Viewport = { startMs: 200, spanMs: 400 };

test('zooming keeps the moment under the cursor where it is', () => {
  const zoomed = zoomAt(VIEW, 300, 0.5, LIMITS);
  expect(zoomed).toEqual({ startMs: 250, spanMs: 200 });
});

test('zooming in ends at the shortest span, zooming out a little beyond the content', () => {
  expect(zoomAt(VIEW, 300, 1e-12, LIMITS).spanMs).toBe(MIN_SPAN_MS);
  const out = zoomAt(VIEW, 300, 1e12, LIMITS);
  expect(out.spanMs).toBeGreaterThan(1000);
  expect(out.spanMs).toBeLessThan(2000);
});

test('zooming out of a window wider than the content does not zoom in', () => {
  const wide: Viewport = { startMs: 0, spanMs: 5000 };
  expect(zoomAt(wide, 10, 2, LIMITS).spanMs).toBe(5000);
  expect(zoomAt(wide, 10, 0.5, LIMITS).spanMs).toBe(2500);
});

test('panning keeps the scale exactly and part of the content in view', () => {
  expect(panBy(VIEW, 33, LIMITS)).toEqual({ startMs: 233, spanMs: 400 });
  expect(panBy(VIEW, 1e9, LIMITS)).toEqual({ startMs: 800, spanMs: 400 });
  expect(panBy(VIEW, -1e9, LIMITS)).toEqual({ startMs: -200, spanMs: 400 });
});

test('all of the content fits, with more room at the right than at the left', () => {
  const all = fitAll(LIMITS);
  expect(all.startMs).toBeLessThan(0);
  expect(endOf(all) - 1000).toBeGreaterThan(-all.startMs);
  expect(hidesContent(all, LIMITS)).toBe(false);
  expect(hidesContent(panBy(all, 100, LIMITS), LIMITS)).toBe(true);
});

test('a range is shown with room on both sides', () => {
  expect(fitRange(100, 200, LIMITS)).toEqual({ startMs: 90, spanMs: 120 });
  expect(fitRange(100, 100, LIMITS).spanMs).toBeGreaterThanOrEqual(MIN_SPAN_MS);
});

test('revealing moves as little as needed, and not at all when it is seen already', () => {
  expect(reveal(VIEW, 300, 400, LIMITS)).toBe(VIEW);
  expect(reveal(VIEW, 200, 600, LIMITS)).toBe(VIEW);
  //            |   200 ──────── 600  |
  //                           590 ─ 620
  expect(reveal(VIEW, 590, 620, LIMITS)).toEqual({ startMs: 252, spanMs: 400 });
  expect(reveal(VIEW, 100, 120, LIMITS)).toEqual({ startMs: 68, spanMs: 400 });
  // Longer than the view: part of it is enough, its start where none is seen.
  expect(reveal(VIEW, 100, 900, LIMITS)).toBe(VIEW);
  expect(reveal(VIEW, 700, 1900, LIMITS)).toEqual({ startMs: 668, spanMs: 400 });
});

test('whatever is done, part of the content stays in view and the span within its bounds', () => {
  const step = fc.oneof(
    fc.record({ pan: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }),
    fc.record({
      at: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      factor: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let view: Viewport = VIEW;
      for (const s of steps)
        view = 'pan' in s ? panBy(view, s.pan, LIMITS) : zoomAt(view, s.at, s.factor, LIMITS);
      expect(view.spanMs).toBeGreaterThanOrEqual(MIN_SPAN_MS);
      expect(view.spanMs).toBeLessThanOrEqual(fitAll(LIMITS).spanMs * 1.5 + 1e-6);
      expect(view.startMs).toBeLessThanOrEqual(LIMITS.endMs);
      expect(endOf(view)).toBeGreaterThanOrEqual(LIMITS.startMs);
      expect(clamped(view, LIMITS)).toEqual(view);
    }),
  );
});

test('a run begins at the scale of its expected length', () => {
  const view = firstView(2000);
  expect(view.startMs).toBeLessThan(0);
  expect(endOf(view)).toBeGreaterThan(2000);
  expect(endOf(view)).toBeLessThan(3000);
  expect(endOf(firstView(null))).toBeGreaterThan(1000);
});

test('following moves once the newest comes near the edge, and never zooms', () => {
  const view = firstView(1000);
  expect(followed(view, 900, { startMs: 0, endMs: 900 })).toBe(view);
  const later = followed(view, 1500, { startMs: 0, endMs: 1500 });
  expect(later.spanMs).toBe(view.spanMs);
  expect((1500 - later.startMs) / later.spanMs).toBeCloseTo(0.92, 9);
  const back = followed({ startMs: 5000, spanMs: 100 }, 1500, { startMs: 0, endMs: 1500 });
  expect(back.startMs).toBeLessThan(1500);
  expect(endOf(back)).toBeGreaterThan(1500);
});
