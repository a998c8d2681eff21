import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normal, Stream, uniform } from './random.ts';

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const DRAWS = 4000;

function drawsOf(seed: number, stream: Stream): number[] {
  return Array.from({ length: DRAWS }, (_, index) => uniform(seed, stream, index));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's correlation. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = meanOf(a);
  const meanB = meanOf(b);
  const covariance = meanOf(a.map((value, n) => (value - meanA) * ((b[n] ?? 0) - meanB)));
  const variance = (values: readonly number[], mean: number): number =>
    meanOf(values.map((value) => (value - mean) ** 2));
  return covariance / Math.sqrt(variance(a, meanA) * variance(b, meanB));
}

test('a draw depends on seed, stream, index and salt alone, not on the draws before', () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.nat(10_000), { minLength: 2 }), (seed, order) => {
      const draws = order.map((index) => uniform(seed, Stream.Fetch, index));
      const again = order.toReversed().map((index) => uniform(seed, Stream.Fetch, index));
      expect(again.toReversed()).toEqual(draws);
    }),
  );
});

test('every draw lies between 0 and 1', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.constantFrom(...Object.values(Stream)),
      fc.nat(),
      (seed, stream, index) => {
        const draw = uniform(seed, stream, index);
        expect(draw > 0 && draw < 1).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

// Bounds are five standard errors wide and the seeds are fixed: these tests cannot fail by chance.
describe.each([0, 1, 2, 42, 0xffff_ffff])('seed %i', (seed) => {
  test('draws are spread evenly over 16 bins', () => {
    for (const stream of Object.values(Stream)) {
      const bins = new Array<number>(16).fill(0);
      for (const draw of drawsOf(seed, stream)) bins[Math.floor(draw * 16)]!++;
      const expected = DRAWS / 16;
      const chiSquared = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // 15 degrees of freedom: mean 15, standard deviation sqrt(30).
      expect(chiSquared).toBeLessThan(15 + 5 * Math.sqrt(30));
    }
  });

  test('neighbours, streams, salts and the next seed have nothing to do with each other', () => {
    const draws = drawsOf(seed, Stream.Fetch);
    const bound = 5 / Math.sqrt(DRAWS);
    const others = [
      draws.slice(1).concat(0.5),
      drawsOf(seed, Stream.Inference),
      drawsOf(seed, Stream.Arrival),
      drawsOf((seed + 1) >>> 0, Stream.Fetch),
      draws.map((_, index) => uniform(seed, Stream.Fetch, index, 1)),
    ];
    for (const other of others) {
      expect(Math.abs(correlation(draws, other))).toBeLessThan(bound);
      expect(other).not.toEqual(draws);
    }
  });

  test('normal draws have mean 0, deviation 1, and tails', () => {
    const draws = Array.from({ length: DRAWS }, (_, index) =>
      normal(seed, Stream.Inference, index),
    );
    const mean = meanOf(draws);
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(DRAWS));
    const variance = meanOf(draws.map((draw) => (draw - mean) ** 2));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / DRAWS));
    const beyondTwo = draws.filter((draw) => Math.abs(draw) > 2).length / DRAWS;
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(5 * Math.sqrt(0.0455 / DRAWS));
  });
});
