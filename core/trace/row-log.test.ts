import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowLog } from './row-log.ts';

const rowsOf = (...rows: number[]): Uint32Array => Uint32Array.from(rows);

test('knows the rows of every revision since one, whatever was written', () => {
  const batch = fc.uniqueArray(fc.nat(50), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(batch), fc.nat(12), (batches, since) => {
      const log = new RowLog();
      for (const [n, rows] of batches.entries()) log.add(n + 1, rowsOf(...rows));
      expect([...(log.after(since) ?? [])]).toEqual(batches.slice(since).flat());
    }),
  );
});

test('remembers a bounded number of rows, and says so when it does not know', () => {
  const log = new RowLog();
  for (let revision = 1; revision <= 10; revision++) log.add(revision, new Uint32Array(50_000));
  expect(log.after(2)).toBeNull();
  expect(log.after(5)).toHaveLength(250_000);
  expect(log.after(10)).toHaveLength(0);
});

test('one revision that wrote more than is remembered makes everything before it unknown', () => {
  const log = new RowLog();
  log.add(1, rowsOf(1));
  log.add(2, new Uint32Array(300_000));
  log.add(3, rowsOf(7));
  expect(log.after(0)).toBeNull();
  expect(log.after(1)).toBeNull();
  expect([...(log.after(2) ?? [])]).toEqual([7]);
});

test('keeps its own copy of what it was given', () => {
  const log = new RowLog();
  const rows = rowsOf(1, 2);
  log.add(1, rows);
  rows.fill(9);
  expect([...(log.after(0) ?? [])]).toEqual([1, 2]);
});
