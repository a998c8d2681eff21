import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCount, formatMs, formatRate, formatShare, plural } from './quantity.ts';

test.each([
  [0, '0 ms'],
  [0.04, '<0.1 ms'],
  [0.05, '0.1 ms'],
  [0.4, '0.4 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [312.4, '312 ms'],
  [999.4, '999 ms'],
  [999.7, '1.00 s'],
  [2104, '2.10 s'],
  [9994, '9.99 s'],
  [9996, '10.0 s'],
  [99_960, '100 s'],
  [1_234_000, '1,234 s'],
  [-1.5, '-1.5 ms'],
])('%d ms is written %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

test('a written time is never further off than its last digit', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 1e7, noNaN: true }), (ms) => {
      const [number = '', unit] = formatMs(ms).split(' ');
      const read = Number(number.replaceAll(',', '')) * (unit === 's' ? 1000 : 1);
      expect(Math.abs(read - ms)).toBeLessThanOrEqual(Math.max(0.051, ms * 0.0501));
    }),
  );
});

test.each([
  [0, '0 %'],
  [0.0001, '<0.1 %'],
  [0.0833, '8.3 %'],
  [0.9999, '>99.9 %'],
  [1, '100 %'],
])('a share of %d is written %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([
  [0, '0 /s'],
  [0.001, '<0.01 /s'],
  [4.756, '4.76 /s'],
  [93.26, '93.3 /s'],
  [12_345.4, '12,345 /s'],
])('a rate of %d is written %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test('counts are grouped, and one is one', () => {
  expect([1, 999, 1000, 10_000, 1_234_567].map(formatCount)).toEqual([
    '1',
    '999',
    '1,000',
    '10,000',
    '1,234,567',
  ]);
  expect(plural(1, 'request')).toBe('1 request');
  expect(plural(0, 'request')).toBe('0 requests');
});
