import { expect, test } from 'vitest';
import { alignRows, wrapWords } from './text-table.ts';

test('columns are aligned, lines end without spaces', () => {
  expect(
    alignRows([['a', '1 ms', ''], ['long', '100 ms', 'note'], ['b']], ['left', 'right']),
  ).toEqual(['a       1 ms', 'long  100 ms  note', 'b']);
});

test('words are wrapped, a longer word stays whole', () => {
  expect(wrapWords('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
  expect(wrapWords('aaaaaaaa b', 5)).toEqual(['aaaaaaaa', 'b']);
  expect(wrapWords('', 5)).toEqual([]);
});
