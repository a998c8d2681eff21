import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChangedRows } from './changed-rows.ts';

test('answers what a set would, in ascending order, whenever it is asked', () => {
  const row = fc.integer({ min: 0, max: 5000 });
  fc.assert(
    fc.property(fc.array(fc.array(row)), (rounds) => {
      const changed = new ChangedRows();
      for (const rows of rounds) {
        for (const at of rows) changed.add(at);
        expect([...changed.take()]).toEqual([...new Set(rows)].sort((a, b) => a - b));
      }
    }),
  );
});

test('has nothing at first', () => {
  expect(new ChangedRows().take()).toHaveLength(0);
});
