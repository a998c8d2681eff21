// The bins of the latency distribution.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogramOf } from './histogram.ts';

const latencies = fc
  .array(fc.double({ min: 0, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 200 })
  .map((values) => Float64Array.from(values));

describe('histogramOf', () => {
  test('has at most as many bins as wanted, and every value lies in the bin that counts it', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const { edges, counts } = histogramOf(values, 60);
        expect(counts.length).toBeLessThanOrEqual(60);
        expect(edges.length).toBe(counts.length + 1);
        const slow = new Uint32Array(counts.length);
        for (const value of values) {
          const counted = Math.max(0.001, value);
          const bin = edges.findIndex(
            (_, n) => edges[n]! <= counted && counted < (edges[n + 1] ?? 0),
          );
          slow[bin] = slow[bin]! + 1;
        }
        expect([...counts]).toEqual([...slow]);
        expect(counts[0]).toBeGreaterThan(0);
        expect(counts.at(-1)).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('the edges rise, and each doubling is cut into equally many', () => {
    const { edges } = histogramOf(Float64Array.of(1, 15.9), 60);
    expect(edges[0]).toBe(1);
    expect(edges.at(-1)).toBe(16);
    for (let n = 1; n < edges.length; n++) expect(edges[n]).toBeGreaterThan(edges[n - 1]!);
    const within = (from: number) => edges.filter((edge) => edge >= from && edge < 2 * from).length;
    expect([within(1), within(2), within(4), within(8)]).toEqual([8, 8, 8, 8]);
  });

  test('tells apart what lies near together', () => {
    const { counts } = histogramOf(Float64Array.of(300, 312, 330), 60);
    expect(counts.filter((count) => count > 0).length).toBe(3);
  });

  test('powers of two lie at the lower edge of their bin', () => {
    for (let power = -9; power < 20; power++) {
      const { edges, counts } = histogramOf(Float64Array.of(2 ** power), 60);
      expect([edges[0], counts[0]]).toEqual([2 ** power, 1]);
    }
  });

  test('of nothing there is nothing', () => {
    expect(histogramOf(new Float64Array(), 60).edges.length).toBe(0);
  });
});
