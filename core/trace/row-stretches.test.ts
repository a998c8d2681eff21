import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachStretch } from './row-stretches.ts';

test('visits every position once, in order, with the row that stands there', () => {
  // Stretches of neighbours around the length from which they are taken as one, with gaps between.
  const stretch = fc.record({ gap: fc.integer({ min: 1, max: 5 }), length: fc.nat(70) });
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 12 }), (stretches) => {
      const rows: number[] = [];
      let next = 0;
      for (const { gap, length } of stretches) {
        next += gap;
        for (let n = 0; n < length; n++) rows.push(next++);
      }
      const seen: number[] = [];
      eachStretch(Uint32Array.from(rows), {
        long: (n, at, length) => {
          expect(n).toBe(seen.length);
          for (let k = 0; k < length; k++) seen.push(at + k);
        },
        single: (n, at) => {
          expect(n).toBe(seen.length);
          seen.push(at);
        },
      });
      expect(seen).toEqual(rows);
    }),
  );
});
