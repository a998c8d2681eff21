import fc from 'fast-check';
import { expect, test } from 'vitest';
import { greatestOverlap, lengthWithin, type Interval } from './intervals.ts';

const interval: fc.Arbitrary<Interval> = fc
  .tuple(fc.nat(30), fc.integer({ min: 1, max: 20 }))
  .map(([startMs, lengthMs]) => ({ startMs, endMs: startMs + lengthMs }));

/** Counts, at the start of every interval, who is open then: the count only rises at starts. */
function slowOverlap(intervals: readonly Interval[]): number {
  const openAt = (ms: number): number =>
    intervals.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs).length;
  return Math.max(0, ...intervals.map(({ startMs }) => openAt(startMs)));
}

test('the greatest overlap is that of the moment when most are open', () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 40 }), (intervals) => {
      expect(greatestOverlap(intervals)).toBe(slowOverlap(intervals));
    }),
    { numRuns: 1000 },
  );
});

test('touching ends do not overlap, and nothing overlaps with nothing', () => {
  //   aaabbb
  //   012345
  expect(
    greatestOverlap([
      { startMs: 3, endMs: 6 },
      { startMs: 0, endMs: 3 },
    ]),
  ).toBe(1);
  expect(greatestOverlap([])).toBe(0);
});

/** Counts the whole ms of the window that lie in an interval. */
function slowLength(intervals: readonly Interval[], fromMs: number, toMs: number): number {
  let length = 0;
  for (let ms = fromMs; ms < toMs; ms++) {
    length += intervals.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs).length;
  }
  return length;
}

test('the length within a window counts every ms of the window that is covered', () => {
  fc.assert(
    fc.property(
      fc.array(interval, { maxLength: 10 }),
      fc.nat(60),
      fc.nat(60),
      (intervals, fromMs, toMs) => {
        expect(lengthWithin(intervals, fromMs, toMs)).toBe(slowLength(intervals, fromMs, toMs));
      },
    ),
    { numRuns: 1000 },
  );
});
