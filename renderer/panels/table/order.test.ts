// The radix sort against the obvious one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderedBy } from './order.ts';

/** A comparator over pairs; NaN last, ties as they were. */
function slowOrder(rows: Int32Array, keys: Float64Array, descending: boolean): number[] {
  const pairs = [...rows].map((row, n) => ({ row, key: keys[n]! }));
  pairs.sort((a, b) => {
    if (Number.isNaN(a.key) || Number.isNaN(b.key))
      return Number(Number.isNaN(a.key)) - Number(Number.isNaN(b.key));
    if (a.key === b.key) return 0;
    return a.key < b.key === descending ? 1 : -1;
  });
  return pairs.map(({ row }) => row);
}

const key = fc.oneof(
  fc.double({ noDefaultInfinity: false }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e-310),
);

test('orders as a comparator would, stable, unknown last, in both directions', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 200 }), fc.boolean(), (values, descending) => {
      const keys = Float64Array.from(values);
      const rows = Int32Array.from(values, (_, n) => n * 3);
      expect([...orderedBy(rows, keys, descending)]).toEqual(slowOrder(rows, keys, descending));
    }),
    { numRuns: 500 },
  );
});
