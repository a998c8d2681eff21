import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachWithin, entryEndMs, nearestTo, neighbour, spanAt, type HitQuery } from './hit-test.ts';
import { Track } from './track.ts';

function queryOf(spans: readonly (readonly [number, number, number?])[], hidden = 0): HitQuery {
  const track = new Track();
  for (const [row, [startMs, endMs, kind = 1]] of spans.entries())
    track.add(row, startMs, endMs, kind, 0);
  track.settle();
  return { track, nowMs: 50, hidden };
}

const rowAt = (query: HitQuery, ms: number, reachMs = 0): number => {
  const at = spanAt(query, ms, reachMs);
  return at < 0 ? -1 : query.track.row[at]!;
};

test('of spans that overlap, the one that began last is meant', () => {
  //   0  |==============|
  //   1       |====|
  const query = queryOf([
    [0, 30],
    [10, 20],
  ]);
  expect([5, 10, 19, 20, 30].map((ms) => rowAt(query, ms))).toEqual([0, 1, 1, 0, -1]);
});

test('a thin span is found within reach, the nearest first', () => {
  const query = queryOf([
    [10, 11],
    [14, 14],
  ]);
  expect(rowAt(query, 12, 0.5)).toBe(-1);
  expect(rowAt(query, 12, 3)).toBe(0);
  expect(rowAt(query, 13.5, 3)).toBe(1);
});

test('hidden kinds are not found', () => {
  const spans = [
    [0, 30, 1],
    [10, 20, 2],
  ] as const;
  expect(rowAt(queryOf(spans, 1 << 2), 15)).toBe(0);
  expect(rowAt(queryOf(spans, 1 << 1), 5)).toBe(-1);
});

test('steps from span to span and past the hidden ones', () => {
  const query = queryOf(
    [
      [0, 1, 1],
      [2, 3, 2],
      [4, 5, 1],
    ],
    1 << 2,
  );
  expect(neighbour(query, 0, 1)).toBe(2);
  expect(neighbour(query, 2, 1)).toBe(-1);
  expect(neighbour(query, 2, -1)).toBe(0);
});

test('coming from another row, the nearest span is meant', () => {
  const query = queryOf([
    [0, 10],
    [30, 40],
  ]);
  expect([5, 18, 25, 99, -5].map((ms) => nearestTo(query, ms))).toEqual([0, 0, 1, 1, 0]);
  expect(nearestTo(queryOf([]), 5)).toBe(-1);
});

test('finds what looking at every span finds', () => {
  const time = fc.integer({ min: 0, max: 60 });
  const spans = fc.array(
    fc.tuple(time, fc.option(fc.integer({ min: 0, max: 30 })), fc.integer({ min: 1, max: 3 })),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(spans, time, fc.integer({ min: 0, max: 5 }), (list, ms, reachMs) => {
      const query = queryOf(
        list.map(([s, length, kind]) => [s, length === null ? NaN : s + length, kind] as const),
        1 << 3,
      );
      const { track } = query;
      const away = (n: number): number => {
        const [s, e] = [track.startMs[n]!, entryEndMs(track, n, query.nowMs)];
        return ms < s ? s - ms : ms < e || s === ms ? 0 : Math.max(ms - e, 1e-300);
      };
      const shown = [...track.row.subarray(0, track.length).keys()].filter(
        (n) => track.kind[n] !== 3 && away(n) <= reachMs,
      );
      const least = Math.min(...shown.map(away));
      const best = shown.filter((n) => away(n) === least);
      const found = spanAt(query, ms, reachMs);
      if (best.length === 0) expect(found).toBe(-1);
      else if (least === 0) expect(found).toBe(best.at(-1));
      else expect(best).toContain(found);

      const within: number[] = [];
      eachWithin(query, ms, ms + reachMs, (n) => within.push(n));
      const touching = [...track.row.subarray(0, track.length).keys()].filter(
        (n) =>
          track.kind[n] !== 3 &&
          track.startMs[n]! < ms + reachMs &&
          entryEndMs(track, n, query.nowMs) >= ms,
      );
      expect(within).toEqual(touching);
    }),
    { numRuns: 400 },
  );
});
