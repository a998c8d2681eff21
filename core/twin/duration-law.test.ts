import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_STAGE_MS } from '../contract/limits.ts';
import { durationLawSchema, type DurationLaw } from '../contract/scenario.ts';
import { drawDurationMs, meanDurationMs } from './duration-law.ts';
import { Stream } from './random.ts';

const DRAWS = 4000;
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const stageMs = fc.integer({ min: 0, max: MAX_STAGE_MS });

const laws: fc.Arbitrary<DurationLaw> = fc.oneof(
  fc.record({ law: fc.constant('fixed' as const), ms: stageMs }),
  fc
    .tuple(stageMs, stageMs)
    .map(([a, b]) => ({ law: 'uniform' as const, minMs: Math.min(a, b), maxMs: Math.max(a, b) })),
  fc.record({ law: fc.constant('exponential' as const), meanMs: stageMs }),
  fc.record({
    law: fc.constant('lognormal' as const),
    medianMs: stageMs,
    sigma: fc.double({ min: 0, max: 3, noNaN: true }),
  }),
);

function drawsOf(law: DurationLaw, seed = 1): number[] {
  return Array.from({ length: DRAWS }, (_, index) =>
    drawDurationMs(law, seed, Stream.Fetch, index),
  );
}

test('every law that a scenario allows draws durations that a stage may have', () => {
  fc.assert(
    fc.property(laws, seeds, fc.nat(10_000), (law, seed, index) => {
      expect(durationLawSchema.safeParse(law).success).toBe(true);
      const ms = drawDurationMs(law, seed, Stream.Inference, index);
      expect(ms >= 0 && ms <= MAX_STAGE_MS).toBe(true);
      expect(drawDurationMs(law, seed, Stream.Inference, index)).toBe(ms);
      if (law.law === 'fixed') expect(ms).toBe(law.ms);
      if (law.law === 'uniform') expect(ms >= law.minMs && ms <= law.maxMs).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

// Standard deviation of one draw, from the textbook.
const LAWS_WITH_DEVIATION: [DurationLaw, number][] = [
  [{ law: 'uniform', minMs: 20, maxMs: 80 }, 60 / Math.sqrt(12)],
  [{ law: 'exponential', meanMs: 50 }, 50],
  [
    { law: 'lognormal', medianMs: 50, sigma: 0.5 },
    50 * Math.exp(0.125) * Math.sqrt(Math.exp(0.25) - 1),
  ],
];

test.each(LAWS_WITH_DEVIATION)('the mean of $law is the one that is stated', (law, deviationMs) => {
  for (const seed of [1, 2, 3]) {
    const draws = drawsOf(law, seed);
    const meanMs = draws.reduce((sum, ms) => sum + ms, 0) / DRAWS;
    expect(Math.abs(meanMs - meanDurationMs(law))).toBeLessThan(
      (5 * deviationMs) / Math.sqrt(DRAWS),
    );
    const spread = Math.sqrt(draws.reduce((sum, ms) => sum + (ms - meanMs) ** 2, 0) / DRAWS);
    expect(spread / deviationMs).toBeGreaterThan(0.85);
    expect(spread / deviationMs).toBeLessThan(1.15);
  }
});

test('the median of lognormal is the one that is asked for', () => {
  const draws = drawsOf({ law: 'lognormal', medianMs: 50, sigma: 1 });
  const below = draws.filter((ms) => ms < 50).length / DRAWS;
  expect(Math.abs(below - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / DRAWS));
});

test('a draw of an unbounded law is cut at the longest stage', () => {
  for (const law of [
    { law: 'exponential', meanMs: MAX_STAGE_MS },
    { law: 'lognormal', medianMs: MAX_STAGE_MS, sigma: 1 },
  ] as const) {
    const draws = drawsOf(law);
    expect(Math.max(...draws)).toBe(MAX_STAGE_MS);
    expect(draws.filter((ms) => ms < MAX_STAGE_MS).length).toBeGreaterThan(DRAWS / 4);
  }
});

test('fetch and inference of one request are drawn apart', () => {
  const law = { law: 'exponential', meanMs: 50 } as const;
  expect(drawDurationMs(law, 1, Stream.Fetch, 0)).not.toBe(
    drawDurationMs(law, 1, Stream.Inference, 0),
  );
});
