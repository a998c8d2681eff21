import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remainingMs } from './remaining-ms.ts';

test('nobody can say before anything is known', () => {
  expect(remainingMs({ elapsedMs: 500, expectedMs: null, finished: 0, requests: 10 })).toBe(null);
});

test('goes by the expectation until something has finished', () => {
  expect(remainingMs({ elapsedMs: 500, expectedMs: 2_000, finished: 0, requests: 10 })).toBe(1_500);
});

test('goes by the pace where nothing was expected', () => {
  expect(remainingMs({ elapsedMs: 1_000, expectedMs: null, finished: 2, requests: 10 })).toBe(
    4_000,
  );
});

test('trusts the pace the more, the further the run is', () => {
  // Planned: 1 s left. At the pace: half done after 3 s, so 3 s left. Half and half.
  expect(remainingMs({ elapsedMs: 3_000, expectedMs: 4_000, finished: 5, requests: 10 })).toBe(
    2_000,
  );
});

test('forgets an expectation that was exceeded', () => {
  expect(remainingMs({ elapsedMs: 3_000, expectedMs: 1_000, finished: 0, requests: 10 })).toBe(
    null,
  );
  expect(remainingMs({ elapsedMs: 3_000, expectedMs: 1_000, finished: 5, requests: 10 })).toBe(
    3_000,
  );
});

test('is nothing when everything has finished', () => {
  expect(remainingMs({ elapsedMs: 3_000, expectedMs: null, finished: 10, requests: 10 })).toBe(0);
});

test('is never negative and never endless', () => {
  const duration = fc.double({ min: 0, max: 1e7, noNaN: true });
  const count = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(duration, fc.option(duration), count, count, (elapsedMs, expectedMs, a, b) => {
      const left = remainingMs({ elapsedMs, expectedMs, finished: a, requests: b });
      if (left === null) return;
      expect(left).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(left)).toBe(true);
    }),
  );
});
