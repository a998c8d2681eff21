import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationLawSchema, type DurationLaw } from '../../core/contract/scenario.ts';
import { formatLaw, parseLaw, parseNumber } from './law-syntax.ts';

const ms = fc.double({ min: 0, max: 60_000, noNaN: true }).map((value) => value + 0); // no -0
const laws: fc.Arbitrary<DurationLaw> = fc.oneof(
  fc.record({ law: fc.constant('fixed' as const), ms }),
  fc
    .tuple(ms, ms)
    .map(([a, b]) => ({ law: 'uniform' as const, minMs: Math.min(a, b), maxMs: Math.max(a, b) })),
  fc.record({ law: fc.constant('exponential' as const), meanMs: ms }),
  fc.record({
    law: fc.constant('lognormal' as const),
    medianMs: ms,
    sigma: fc.double({ min: 0, max: 3, noNaN: true }).map((value) => value + 0),
  }),
);

test('every law is read back as it was written', () => {
  fc.assert(
    fc.property(laws, (law) => {
      expect(parseLaw(formatLaw(law))).toEqual(law);
      expect(durationLawSchema.safeParse(law).success).toBe(true);
    }),
  );
});

test.each<[string, DurationLaw]>([
  ['100', { law: 'fixed', ms: 100 }],
  ['fixed:100', { law: 'fixed', ms: 100 }],
  ['.5', { law: 'fixed', ms: 0.5 }],
  ['1e3', { law: 'fixed', ms: 1000 }],
  ['uniform:50:150', { law: 'uniform', minMs: 50, maxMs: 150 }],
  ['exponential:100', { law: 'exponential', meanMs: 100 }],
  ['lognormal:100:0.5', { law: 'lognormal', medianMs: 100, sigma: 0.5 }],
])('%s', (text, law) => {
  expect(parseLaw(text)).toEqual(law);
});

test.each([
  '',
  ':',
  'fixed',
  'fixed:',
  'fixed:1:2',
  'uniform:1',
  'uniform:1:2:3',
  'uniform:a:b',
  'exponential:',
  'lognormal:1',
  'normal:1:2',
  'Fixed:1',
  '100ms',
  ' 100',
  'NaN',
  'constructor:1',
])('%j is no law', (text) => {
  expect(parseLaw(text)).toBeNull();
});

test.each([
  '',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '0x10',
  '1_000',
  '1,5',
  '1 ',
  '--5',
  'e5',
  '.',
])('%j is no number', (text) => {
  expect(parseNumber(text)).toBeNull();
});

test('numbers', () => {
  expect(['5', '-5', '+5', '5.', '.5', '1e2', '1E-2'].map(parseNumber)).toEqual([
    5, -5, 5, 5, 0.5, 100, 0.01,
  ]);
});
