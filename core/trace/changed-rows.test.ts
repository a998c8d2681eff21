import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChangedRows } from './changed-rows.ts';

const ROWS = 5000;
const ascending = (rows: Iterable<number>): number[] => [...new Set(rows)].sort((a, b) => a - b);

test('answers what sets would, in ascending order, whenever it is asked', () => {
  const row = fc.integer({ min: 0, max: ROWS - 1 });
  fc.assert(
    fc.property(fc.array(fc.array(row)), fc.nat(10), (rounds, since) => {
      const changed = new ChangedRows();
      for (const [n, rows] of rounds.entries()) {
        for (const at of rows) changed.add(at);
        expect(changed.pending).toBe(rows.length > 0);
        expect([...changed.seal(n + 1)]).toEqual(ascending(rows));
      }
      const later = ascending(rounds.slice(since).flat());
      expect([...changed.since(since, ROWS)]).toEqual(later);
      expect([...changed.since(since, 7)]).toEqual(later.filter((at) => at < 7));
    }),
  );
});

test('a row that changed and is not sealed changed after every sequence', () => {
  const changed = new ChangedRows();
  changed.add(3);
  changed.seal(1);
  changed.add(3);
  expect([...changed.since(1, 10)]).toEqual([3]);
  changed.seal(2);
  expect([...changed.since(1, 10)]).toEqual([3]);
  expect([...changed.since(2, 10)]).toEqual([]);
});

test('has nothing at first', () => {
  const changed = new ChangedRows();
  expect(changed.pending).toBe(false);
  expect(changed.seal(1)).toHaveLength(0);
  expect(changed.since(0, 10)).toHaveLength(0);
});
