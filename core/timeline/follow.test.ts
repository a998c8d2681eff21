// How a growing run is followed, and what is seen of it when it has ended.
import { expect, test } from 'vitest';
import { firstView, followed, hidesContent, settled } from './follow.ts';
import { endOf } from './viewport.ts';

test('a run a quarter and 150 ms longer than expected ends without the view having moved', () => {
  for (const expectedMs of [20, 750, 60_000]) {
    const first = firstView(expectedMs);
    const lastMs = expectedMs * 1.25 + 150;
    expect(followed(first, lastMs, { startMs: 0, endMs: lastMs })).toBe(first);
  }
});

test('an ended run that was moved out of view is seen from its start, at the same scale', () => {
  const limits = { startMs: 0, endMs: 904 };
  const moved = { startMs: 157, spanMs: 960 };
  const after = settled(moved, limits);
  expect(after.spanMs).toBe(moved.spanMs);
  expect(hidesContent(after, limits)).toBe(false);
  expect(after.startMs).toBeLessThan(0);
});

test('what is seen whole, and what is too long for the scale, stays where it is', () => {
  const whole = { startMs: -10, spanMs: 1000 };
  expect(settled(whole, { startMs: 0, endMs: 900 })).toBe(whole);
  const late = { startMs: 500, spanMs: 1000 };
  expect(settled(late, { startMs: 0, endMs: 1400 })).toBe(late);
  expect(endOf(late)).toBe(1500);
});
