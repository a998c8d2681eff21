// Server-Timing headers as servers write them, and as they should not.
import { expect, test } from 'vitest';
import { parseServerTiming } from './server-timing.ts';

test('reads names, durations and descriptions, in order', () => {
  expect(
    parseServerTiming('fetch;dur=100.25, inference;desc="on the loop, really";dur=200'),
  ).toEqual([
    { name: 'fetch', durationMs: 100.25, description: null },
    { name: 'inference', durationMs: 200, description: 'on the loop, really' },
  ]);
});

test('takes the first of parameters that are given twice, whatever their case', () => {
  expect(parseServerTiming('a;DUR=1;dur=2')).toEqual([
    { name: 'a', durationMs: 1, description: null },
  ]);
});

test('leaves out what it cannot read', () => {
  expect(parseServerTiming('')).toEqual([]);
  expect(parseServerTiming(', ;dur=1, two words;dur=2, ok;dur=x')).toEqual([
    { name: 'ok', durationMs: null, description: null },
  ]);
  expect(parseServerTiming('cut;desc="no end')).toEqual([
    { name: 'cut', durationMs: null, description: 'no end' },
  ]);
  expect(parseServerTiming('q;desc="a\\"b"')).toEqual([
    { name: 'q', durationMs: null, description: 'a"b' },
  ]);
});
