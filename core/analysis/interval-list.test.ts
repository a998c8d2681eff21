// Counting over time against counting moment by moment.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countUpTo, greatestOpen, IntervalList, joined, sortedIntervals } from './interval-list.ts';

const intervals = fc.array(fc.tuple(fc.nat(40), fc.nat(12)), { maxLength: 40 });

function listOf(pairs: readonly (readonly [number, number])[]): IntervalList {
  const list = new IntervalList();
  for (const [start, length] of pairs) list.add(start, start + length);
  return list;
}

test('keeps every interval that has a length, however many there are', () => {
  const list = listOf(Array.from({ length: 1000 }, (_, n) => [n, n % 2]));
  expect(list.length).toBe(500);
  expect(list.startMs[499]).toBe(999);
  expect(list.endMs[499]).toBe(1000);
});

test('starts and ends come out ascending, and the list itself stays as it was', () => {
  const list = listOf([
    [5, 1],
    [1, 9],
    [3, 1],
  ]);
  const { startsMs, endsMs } = sortedIntervals(list);
  expect([...startsMs]).toEqual([1, 3, 5]);
  expect([...endsMs]).toEqual([4, 6, 10]);
  expect([...list.startMs.subarray(0, 3)]).toEqual([5, 1, 3]);
});

test('counts the values up to a limit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(22), (values, limit) => {
      const sorted = Float64Array.from(values).sort();
      expect(countUpTo(sorted, limit)).toBe(values.filter((value) => value <= limit).length);
    }),
  );
});

test('most are open at a moment at which the most are', () => {
  fc.assert(
    fc.property(intervals, fc.nat(50), fc.integer({ min: 1, max: 30 }), (pairs, from, length) => {
      let slow = 0;
      for (let ms = from; ms < from + length; ms++)
        slow = Math.max(slow, pairs.filter(([s, l]) => s <= ms && ms < s + l).length);
      expect(greatestOpen(sortedIntervals(listOf(pairs)), from, from + length)).toBe(slow);
    }),
    { numRuns: 1000 },
  );
});

test('over all time, nothing is left out', () => {
  const sorted = sortedIntervals(
    listOf([
      [0, 4],
      [2, 4],
      [4, 4],
    ]),
  );
  expect(greatestOpen(sorted, -Infinity, Infinity)).toBe(2);
  expect(greatestOpen(sortedIntervals(new IntervalList()), -Infinity, Infinity)).toBe(0);
});

test('joined, they cover what they cover and the short pauses between', () => {
  fc.assert(
    fc.property(intervals, fc.integer({ min: 1, max: 6 }), (pairs, leastPause) => {
      const covered = Array.from({ length: 60 }, (_, ms) =>
        pairs.some(([start, length]) => start <= ms && ms < start + length),
      );
      // A pause is a run of uncovered ms with something covered on either side.
      const text = covered.map((is) => (is ? 'x' : ' ')).join('');
      const slow = text.replaceAll(/(?<=x) +(?=x)/g, (pause) =>
        pause.length < leastPause ? 'x'.repeat(pause.length) : pause,
      );
      const list = joined(sortedIntervals(listOf(pairs)), leastPause);
      const fast = Array<string>(60).fill(' ');
      for (let n = 0; n < list.length; n++) fast.fill('x', list.startMs[n], list.endMs[n]);
      expect(fast.join('')).toBe(slow);
      for (let n = 1; n < list.length; n++)
        expect(list.startMs[n]! - list.endMs[n - 1]!).toBeGreaterThanOrEqual(leastPause);
    }),
    { numRuns: 1000 },
  );
});
