import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_RATE_PER_S, MIN_RATE_PER_S } from '../contract/limits.ts';
import type { Arrival } from '../contract/scenario.ts';
import { arrivalScheduleMs } from './arrival-law.ts';

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const ratePerS = fc.double({ min: MIN_RATE_PER_S, max: MAX_RATE_PER_S, noNaN: true });
const open: fc.Arbitrary<Arrival> = fc.oneof(
  fc.constant({ kind: 'burst' as const }),
  fc.record({ kind: fc.constant('constant' as const), ratePerS }),
  fc.record({ kind: fc.constant('poisson' as const), ratePerS }),
);

test('an open schedule has one ascending time a request, the same for the same seed', () => {
  fc.assert(
    fc.property(open, fc.integer({ min: 1, max: 300 }), seeds, (arrival, requests, seed) => {
      const schedule = arrivalScheduleMs(arrival, requests, seed);
      expect(schedule).toHaveLength(requests);
      expect(arrivalScheduleMs(arrival, requests, seed)).toEqual(schedule);
      const times = [...(schedule ?? [])];
      expect(times.every((ms, n) => ms >= (times[n - 1] ?? 0))).toBe(true);
    }),
  );
});

test('a longer run begins like a shorter one', () => {
  const arrival = { kind: 'poisson', ratePerS: 100 } as const;
  const short = arrivalScheduleMs(arrival, 10, 7);
  expect(arrivalScheduleMs(arrival, 1000, 7)?.slice(0, 10)).toEqual(short);
});

test('a burst is sent at once, a constant rate from the start in equal steps', () => {
  expect([...(arrivalScheduleMs({ kind: 'burst' }, 3, 1) ?? [])]).toEqual([0, 0, 0]);
  const steps = arrivalScheduleMs({ kind: 'constant', ratePerS: 40 }, 4, 1);
  expect([...(steps ?? [])]).toEqual([0, 25, 50, 75]);
});

test('Poisson arrivals have the rate that was asked for, and gaps as irregular as they must be', () => {
  const requests = 4000;
  const gapMs = 1000 / 200;
  for (const seed of [1, 2, 3]) {
    const times = [
      0,
      ...(arrivalScheduleMs({ kind: 'poisson', ratePerS: 200 }, requests, seed) ?? []),
    ];
    const gaps = times.slice(1).map((ms, n) => ms - (times[n] ?? 0));
    const meanMs = (times.at(-1) ?? 0) / requests;
    // An exponential gap has a deviation as large as its mean: five standard errors.
    expect(Math.abs(meanMs - gapMs)).toBeLessThan((5 * gapMs) / Math.sqrt(requests));
    const deviationMs = Math.sqrt(gaps.reduce((sum, ms) => sum + (ms - meanMs) ** 2, 0) / requests);
    expect(deviationMs / meanMs).toBeGreaterThan(0.85);
    expect(deviationMs / meanMs).toBeLessThan(1.15);
  }
  const [one, other] = [1, 2].map((seed) =>
    arrivalScheduleMs({ kind: 'poisson', ratePerS: 200 }, 10, seed),
  );
  expect(one).not.toEqual(other);
});

test('a closed loop has no schedule', () => {
  expect(arrivalScheduleMs({ kind: 'closed', users: 3, thinkMs: 10 }, 10, 1)).toBeNull();
});
