import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SpanColumns, type SpanRow } from './span-columns.ts';
import { SPAN_KIND_NAMES, SpanKind, spanKindName } from './span-kind.ts';

function rowOf(n: number): SpanRow {
  return {
    kind: SpanKind.Fetch,
    flags: n & 0x7f,
    lane: n & 0xffff,
    request: 0x7000_0000 + n,
    startMs: n / 7,
    endMs: n % 5 === 0 ? NaN : n / 3,
    value: n % 3 === 0 ? NaN : -n,
    code: 1 - n,
    source: (n * 3) & 0xffff,
    generation: (n * 5) & 0xffff,
  };
}

test('every row comes back as it was pushed, however often the columns grew', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (rows) => {
      const columns = new SpanColumns(1_000_000);
      for (let n = 0; n < rows; n++) expect(columns.push(rowOf(n))).toBe(n);
      expect(columns.length).toBe(rows);
      for (const n of [
        0,
        rows >> 1,
        rows - 1,
        Math.min(rows - 1, 1023),
        Math.min(rows - 1, 1024),
      ]) {
        expect(columns.row(n)).toEqual(rowOf(n));
      }
    }),
    { numRuns: 20 },
  );
});

test.each([1, 1023, 1024, 1025, 3000])('keeps %i rows and counts the rest', (bound) => {
  const columns = new SpanColumns(bound);
  for (let n = 0; n < bound; n++) expect(columns.push(rowOf(n))).toBe(n);
  expect(columns.push(rowOf(9))).toBe(-1);
  expect(columns.push(rowOf(9))).toBe(-1);
  expect(columns.length).toBe(bound);
  expect(columns.notKept).toBe(2);
  expect(columns.row(bound - 1)).toEqual(rowOf(bound - 1));
});

test('a row that does not exist is the mistake of whoever asks', () => {
  const columns = new SpanColumns(10);
  columns.push(rowOf(1));
  for (const at of [-1, 1, NaN]) expect(() => columns.row(at)).toThrow(RangeError);
});

test('every kind has one name, and a number that is no kind has none', () => {
  const names = Object.values(SpanKind).map(spanKindName);
  expect(new Set(names).size).toBe(names.length);
  expect(SPAN_KIND_NAMES).toEqual(names);
  expect(() => spanKindName(0)).toThrow(RangeError);
  expect(() => spanKindName(99)).toThrow(RangeError);
});
