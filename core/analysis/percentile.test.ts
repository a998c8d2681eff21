import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentile, percentilesOf } from './percentile.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});
/** Shares as a user writes them: whole thousandths. */
const thousandths = fc.integer({ min: 1, max: 1000 });

/** The definition, tried on every value: the smallest that at least p of the values do not exceed. */
function slowPercentile(all: readonly number[], perThousand: number): number {
  const enough = all.filter(
    (candidate) =>
      all.filter((value) => value <= candidate).length * 1000 >= perThousand * all.length,
  );
  return Math.min(...enough);
}

test('is the smallest measured value that the share does not exceed', () => {
  fc.assert(
    fc.property(values, thousandths, (all, perThousand) => {
      const sorted = Float64Array.from(all).sort();
      expect(percentile(sorted, perThousand / 1000)).toBe(slowPercentile(all, perThousand));
    }),
    { numRuns: 1000 },
  );
});

test('is not led astray by shares that a double cannot hold, like 0.55 of 100', () => {
  for (const count of [20, 100, 1000]) {
    const sorted = Float64Array.from({ length: count }, (_, n) => n + 1);
    for (let perThousand = 1; perThousand <= 1000; perThousand++) {
      const rank = Math.floor((perThousand * count + 999) / 1000);
      expect(percentile(sorted, perThousand / 1000)).toBe(rank);
    }
  }
});

test('the usual set is made of the same percentiles, in any order of the values', () => {
  fc.assert(
    fc.property(values, (all) => {
      const set = percentilesOf(all);
      expect(set).toMatchObject({
        p50: slowPercentile(all, 500),
        p90: slowPercentile(all, 900),
        p95: slowPercentile(all, 950),
        p99: slowPercentile(all, 990),
        p999: slowPercentile(all, 999),
        max: Math.max(...all),
      });
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      expect(set?.mean).toBeCloseTo(mean, 6);
      expect(percentilesOf(all.toReversed())).toEqual(set);
    }),
    { numRuns: 300 },
  );
});

test('hundred values: p99 is the 99th, p99.9 and max the 100th', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect(percentilesOf(hundred)).toEqual({
    p50: 50,
    p90: 90,
    p95: 95,
    p99: 99,
    p999: 100,
    max: 100,
    mean: 50.5,
  });
});

test('no values have no percentiles; the values given are left as they are', () => {
  expect(percentilesOf([])).toBeNull();
  expect(() => percentile(new Float64Array(0), 0.5)).toThrow(RangeError);
  const given = [3, 1, 2];
  percentilesOf(given);
  expect(given).toEqual([3, 1, 2]);
});
