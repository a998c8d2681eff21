import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisLines, axisTicks, niceStep } from './gantt-axis.ts';

test('ticks at round times, with their unit', () => {
  expect(axisLines({ startMs: 0, endMs: 300, columns: 30 }, true)).toEqual({
    labels: '0 ms      100 ms    200 ms',
    rule: '+---------+---------+---------',
  });
  expect(axisLines({ startMs: 0, endMs: 2100, columns: 42 }, false)).toEqual({
    labels: '0.0 s     0.5 s     1.0 s     1.5 s',
    rule: '├─────────┼─────────┼─────────┼─────────┼─',
  });
});

test('a range that begins late, is very short or very long', () => {
  expect(axisLines({ startMs: 61_250, endMs: 61_750, columns: 30 }, true).labels).toBe(
    '         61.4 s      61.6 s',
  );
  expect(axisLines({ startMs: 0, endMs: 0.002, columns: 30 }, true).labels).toBe(
    '0.000 ms       0.001 ms',
  );
  expect(axisLines({ startMs: 0, endMs: 3_600_000, columns: 40 }, true).labels).toBe(
    '0 s        1000 s     2000 s     3000 s',
  );
});

test('labels never touch and ticks ascend', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 1e7, noNaN: true }),
      fc.integer({ min: 20, max: 240 }),
      (startMs, spanMs, columns) => {
        const ticks = axisTicks({ startMs, endMs: startMs + spanMs, columns });
        for (const [index, tick] of ticks.entries()) {
          const before = ticks[index - 1];
          expect(tick.cell).toBeGreaterThanOrEqual(0);
          if (before !== undefined && tick.cell + tick.label.length <= columns) {
            expect(tick.cell).toBeGreaterThan(before.cell + before.label.length);
          }
        }
      },
    ),
  );
});

test('steps are 1, 2 or 5 times a power of ten', () => {
  expect([0.3, 1, 1.1, 3, 6, 90].map(niceStep)).toEqual([0.5, 1, 2, 5, 10, 100]);
});
