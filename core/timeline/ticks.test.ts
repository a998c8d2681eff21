import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnAt, columnGrid, columnStartMs, timeScale, toMs, toPx } from './time-scale.ts';
import { niceStep, preciseMs, tickMarks } from './ticks.ts';

const labels = (startMs: number, spanMs: number, widthPx = 800): string[] =>
  tickMarks({ startMs, spanMs }, widthPx).ticks.map((tick) => tick.label);

test('steps are 1, 2 or 5 times a power of ten', () => {
  expect([0.3, 1, 1.1, 3, 7, 20.1].map(niceStep)).toEqual([0.5, 1, 2, 5, 10, 50]);
  expect(niceStep(0.001)).toBeCloseTo(0.001, 12);
});

test('labels have one unit and as many decimals as the step needs', () => {
  expect(labels(0, 800)).toEqual([
    '0',
    '100 ms',
    '200 ms',
    '300 ms',
    '400 ms',
    '500 ms',
    '600 ms',
    '700 ms',
    '800 ms',
  ]);
  expect(labels(-100, 2400)).toEqual(['0', '0.5 s', '1.0 s', '1.5 s', '2.0 s']);
  expect(labels(0, 0.5).slice(0, 3)).toEqual(['0', '50 µs', '100 µs']);
  expect(labels(1234.5, 1).slice(0, 2)).toEqual(['1.2346 s', '1.2348 s']);
});

test('labels never touch and are never few', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e4, max: 1e6, noNaN: true }),
      fc.double({ min: -2, max: 6, noNaN: true }),
      fc.integer({ min: 300, max: 4000 }),
      (startMs, power, widthPx) => {
        const viewport = { startMs, spanMs: 10 ** power };
        const { ticks, stepMs } = tickMarks(viewport, widthPx);
        const stepPx = (stepMs / viewport.spanMs) * widthPx;
        const longest = Math.max(0, ...ticks.map((tick) => tick.label.length));
        expect(stepPx).toBeGreaterThan(longest * 6.5);
        expect(stepPx).toBeLessThan(Math.max(70, longest * 6.5 + 36) * 5.001);
        expect(new Set(ticks.map((tick) => tick.label)).size).toBe(ticks.length);
        for (const tick of ticks) {
          expect(tick.ms).toBeGreaterThanOrEqual(startMs - 1e-6 * viewport.spanMs);
          expect(tick.ms).toBeLessThanOrEqual(startMs + viewport.spanMs * 1.000001);
        }
      },
    ),
  );
});

test('a moment is written as exact as a pixel is', () => {
  expect(preciseMs(1234.567, 1)).toBe('1.235 s');
  expect(preciseMs(312.44, 0.1)).toBe('312.4 ms');
  expect(preciseMs(0.00825, 0.00001)).toBe('8.25 µs');
  expect(preciseMs(0, 1)).toBe('0 ms');
});

test('places and times are each other’s inverse', () => {
  const scale = timeScale({ startMs: 100, spanMs: 50 }, 200);
  expect(toPx(scale, 110)).toBe(40);
  expect(toMs(scale, 40)).toBe(110);
});

test('columns are fixed in time', () => {
  const grid = columnGrid({ startMs: 1, spanMs: 2 }, 4);
  expect(grid).toEqual({ firstColumn: 2, columns: 4, msPerColumn: 0.5 });
  expect(columnAt(grid, 1.6)).toBe(1);
  expect(columnStartMs(grid, 1)).toBe(1.5);
  const panned = columnGrid({ startMs: 1.2, spanMs: 2 }, 4);
  expect(panned.msPerColumn).toBe(grid.msPerColumn);
});
