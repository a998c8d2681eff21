// What must hold of the drawn rows wherever the list is scrolled to, also when it is too tall for a browser.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowWindow, scrollToShow, TALLEST_PX, type ListShape } from './row-window.ts';

const shape: fc.Arbitrary<ListShape> = fc.record({
  count: fc.oneof(fc.nat(50), fc.nat(2_000_000)),
  rowPx: fc.constant(24),
  viewportPx: fc.integer({ min: 24, max: 2000 }),
});

describe('rowWindow', () => {
  test('covers what is seen, draws a bounded number of rows, and fits into the content', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const scrollPx =
          share * Math.max(0, Math.min(TALLEST_PX, list.count * 24) - list.viewportPx);
        const { first, last, topPx, heightPx } = rowWindow(list, scrollPx);
        expect(heightPx).toBeLessThanOrEqual(TALLEST_PX);
        expect(last - first).toBeLessThanOrEqual(list.viewportPx / 24 + 14);
        const seenToPx = Math.min(scrollPx + list.viewportPx, heightPx);
        if (first > 0) expect(topPx).toBeLessThanOrEqual(scrollPx + 1e-6);
        if (last < list.count)
          expect(topPx + (last - first) * 24).toBeGreaterThanOrEqual(seenToPx - 1e-6);
      }),
    );
  });

  test('the ends of the longest trace can be reached', () => {
    const list = { count: 2_000_000, rowPx: 24, viewportPx: 600 };
    expect(rowWindow(list, 0)).toMatchObject({ first: 0, topPx: 0 });
    expect(rowWindow(list, TALLEST_PX - 600).last).toBe(2_000_000);
  });
});

describe('scrollToShow', () => {
  test('leaves alone what is seen, and brings what is not', () => {
    fc.assert(
      fc.property(
        shape,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (list, share, pick) => {
          fc.pre(list.count > 0);
          const row = pick % list.count;
          const mostPx = Math.max(0, Math.min(TALLEST_PX, list.count * 24) - list.viewportPx);
          const to = scrollToShow(list, share * mostPx, row);
          const { first, last } = rowWindow(list, to ?? share * mostPx);
          expect(row).toBeGreaterThanOrEqual(first);
          expect(row).toBeLessThan(last);
          if (to !== null) expect(scrollToShow(list, to + 1e-6, row) ?? to).toBeCloseTo(to, 3);
        },
      ),
    );
  });
});
