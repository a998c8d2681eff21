import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelTicks, logTicks, shortCount, shortMs, timeTicks } from './axis-ticks.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('timeTicks', () => {
  test('are few, round, inside the range and in one unit', () => {
    const { values, format } = timeTicks({ startMs: 130, endMs: 480 }, 4);
    expect(values).toEqual([200, 300, 400]);
    expect(values.map((value) => plain(format(value)))).toEqual(['200 ms', '300 ms', '400 ms']);
    const long = timeTicks({ startMs: 0, endMs: 2000 }, 4);
    expect(long.values.map((value) => plain(long.format(value)))).toEqual([
      '0.0 s',
      '0.5 s',
      '1.0 s',
      '1.5 s',
      '2.0 s',
    ]);
  });

  test('are never more than a few, and never the same twice', () => {
    const range = fc
      .tuple(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      )
      .map(([startMs, lengthMs]) => ({ startMs, endMs: startMs + lengthMs }));
    fc.assert(
      fc.property(range, (shown) => {
        const { values, format } = timeTicks(shown, 4);
        expect(values.length).toBeLessThanOrEqual(5);
        expect(new Set(values.map(format)).size).toBe(values.length);
      }),
    );
  });
});

describe('levelTicks', () => {
  test.each([
    [0, 0, [0, 0.5, 1]],
    [1, 1, [0, 1]],
    [12, 1, [0, 5, 10, 15]],
    [60, 1, [0, 20, 40, 60]],
    [3.2, 0, [0, 1, 2, 3, 4]],
  ])('up to %d in steps of at least %d: %o', (greatest, leastStep, values) => {
    expect(levelTicks(greatest, leastStep)).toEqual(values);
  });

  test('reach the greatest in at most four steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e7, noNaN: true }), (greatest) => {
        const values = levelTicks(greatest);
        expect(values.at(-1)).toBeGreaterThanOrEqual(greatest * (1 - 1e-9));
        expect(values.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('logTicks', () => {
  test('1, 2, 5 where there is room, powers of ten where there is not', () => {
    expect(logTicks(9, 60, 4)).toEqual([10, 20, 50]);
    expect(logTicks(0.9, 12_000, 5)).toEqual([1, 10, 100, 1000, 10_000]);
  });

  test('round steps over a short stretch', () => {
    expect(logTicks(290, 330, 4)).toEqual([290, 300, 310, 320, 330]);
  });

  test('are inside and not too many, whatever the stretch', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
        fc.double({ min: 1.02, max: 1e6, noNaN: true }),
        (least, ratio) => {
          const values = logTicks(least, least * ratio, 4);
          expect(values.length).toBeLessThanOrEqual(5);
          expect(values.length).toBeGreaterThan(0);
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(least * (1 - 1e-6));
            expect(value).toBeLessThanOrEqual(least * ratio * (1 + 1e-6));
          }
        },
      ),
    );
  });
});

test('values are written short', () => {
  expect([0, 0.5, 20, 2500].map((ms) => plain(shortMs(ms)))).toEqual([
    '0',
    '0.5 ms',
    '20 ms',
    '2.5 s',
  ]);
  expect([0, 1.5, 9999, 20_000, 3.1e6].map(shortCount)).toEqual([
    '0',
    '1.5',
    '9999',
    '20k',
    '3.1M',
  ]);
});
