// What a range looks like over time, against asking at very many moments.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntervalList, sortedIntervals } from './interval-list.ts';
import { plannedRun } from './planned.test-support.ts';
import { rangeStatistics } from './range-statistics.ts';
import {
  heldDelaySeries,
  bucketsOf,
  completionSeries,
  levelSeries,
  probeDelaySeries,
  type Buckets,
} from './series.ts';
import { shownRun } from './shown-trace.test-support.ts';
import { indexTrace } from './trace-index.ts';

const pairs = fc.array(fc.tuple(fc.nat(40), fc.nat(12)), { maxLength: 30 });
const TEN: Buckets = { startMs: 5, widthMs: 4, count: 10 };

function listOf(intervals: readonly (readonly [number, number])[]): IntervalList {
  const list = new IntervalList();
  for (const [start, length] of intervals) list.add(start, start + length);
  return list;
}

describe('buckets', () => {
  test('are no more than wanted, of a round width, and cover the range', () => {
    const range = fc
      .tuple(
        fc.double({ min: -1e4, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      )
      .map(([startMs, lengthMs]) => ({ startMs, endMs: startMs + lengthMs }))
      .filter(({ startMs, endMs }) => endMs - startMs >= 1e-3);
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 200 }), ({ startMs, endMs }, most) => {
        const buckets = bucketsOf({ startMs, endMs }, most);
        expect(buckets.count).toBeGreaterThan(0);
        expect(buckets.count).toBeLessThanOrEqual(most);
        const slackMs = buckets.widthMs * 1e-6;
        expect(buckets.startMs).toBeLessThanOrEqual(startMs + slackMs);
        const coveredMs = buckets.startMs + buckets.count * buckets.widthMs;
        expect(coveredMs).toBeGreaterThanOrEqual(endMs - slackMs);
        const leading = buckets.widthMs / 10 ** Math.floor(Math.log10(buckets.widthMs) + 1e-9);
        expect([1, 2, 5].some((round) => Math.abs(leading - round) < 1e-6)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('stay where they are when the range moves a little', () => {
    expect(bucketsOf({ startMs: 103, endMs: 403 }, 61)).toEqual({
      startMs: 100,
      widthMs: 5,
      count: 61,
    });
    expect(bucketsOf({ startMs: 104, endMs: 404 }, 61)).toEqual({
      startMs: 100,
      widthMs: 5,
      count: 61,
    });
  });

  test('there are none over nothing', () => {
    expect(() => bucketsOf({ startMs: 5, endMs: 5 }, 10)).toThrow(RangeError);
    expect(() => bucketsOf({ startMs: -Infinity, endMs: 5 }, 10)).toThrow(RangeError);
  });
});

test('how many are open: the average over the time and the greatest at any moment', () => {
  const STEPS = 4;
  fc.assert(
    fc.property(pairs, (intervals) => {
      const { mean, max } = levelSeries(sortedIntervals(listOf(intervals)), TEN);
      for (let n = 0; n < TEN.count; n++) {
        const levels = Array.from({ length: TEN.widthMs * STEPS }, (_, step) => {
          const ms = TEN.startMs + n * TEN.widthMs + step / STEPS;
          return intervals.filter(([start, length]) => start <= ms && ms < start + length).length;
        });
        expect(max[n]).toBe(Math.max(...levels));
        expect(mean[n]).toBeCloseTo(levels.reduce((a, b) => a + b, 0) / levels.length, 9);
      }
    }),
    { numRuns: 500 },
  );
});

test('the bucket of now is averaged over the time that is known', () => {
  //   ======        0..6, now is 6
  //   |---|---|
  const sorted = sortedIntervals(listOf([[0, 6]]));
  const { mean } = levelSeries(sorted, { startMs: 0, widthMs: 4, count: 3 }, 6);
  expect([...mean]).toEqual([1, 1, 0]);
});

test('a bucket has the requests that a range of its extent has', () => {
  fc.assert(
    fc.property(plannedRun, fc.integer({ min: 1, max: 7 }), (plan, widthMs) => {
      const index = indexTrace(shownRun('async-pool', 2, plan), NaN);
      const buckets = { startMs: 0, widthMs, count: 20 };
      const { good, failed } = completionSeries(index, buckets);
      for (let n = 0; n < buckets.count; n++) {
        const range = { startMs: n * widthMs, endMs: (n + 1) * widthMs };
        const figures = rangeStatistics(index, range);
        expect(good[n]! + failed[n]!).toBe(figures.ended);
        expect(failed[n]).toBe(figures.failed);
      }
    }),
    { numRuns: 100 },
  );
});

test('who comes while the loop is held waits for the end of that block', () => {
  // Blocks do not overlap: each begins where the one before ended, or later.
  const apart = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 15 })), { maxLength: 12 });
  fc.assert(
    fc.property(apart, (steps) => {
      let atMs = 0;
      const blocks = steps.map(([gapMs, lengthMs]) => {
        const startMs = atMs + gapMs;
        atMs = startMs + lengthMs;
        return [startMs, lengthMs] as const;
      });
      const delays = heldDelaySeries(listOf(blocks), TEN);
      for (let n = 0; n < TEN.count; n++) {
        let slow = 0;
        for (let ms = TEN.startMs + n * 4; ms < TEN.startMs + (n + 1) * 4; ms++) {
          for (const [start, length] of blocks)
            if (start <= ms && ms < start + length) slow = Math.max(slow, start + length - ms);
        }
        expect(delays[n]).toBe(slow);
      }
    }),
    { numRuns: 500 },
  );
});

test('probes are shown where they were due, the slowest of each bucket', () => {
  const probes = listOf([
    [5, 3],
    [8, 20],
    [9, 1],
    [60, 9],
  ]);
  expect([...probeDelaySeries(probes, TEN)]).toEqual([20, 1, ...Array<number>(8).fill(NaN)]);
});
