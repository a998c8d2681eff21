import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GROUPINGS } from '../contract/settings.ts';
import { Lane, poolLane } from '../trace/lane.ts';
import { ChartRows, GROUP_IDS, HEADER_PX, type GroupId, type RowsInput } from './chart-rows.ts';

function rows(parts: Partial<RowsInput> = {}): ChartRows {
  return new ChartRows({
    grouping: 'both',
    folded: new Map<GroupId, boolean>(),
    threads: 2,
    hasLane: () => false,
    requests: Int32Array.from([2, 0, 1]),
    ...parts,
  });
}

const namesOf = (chart: ChartRows): string[] =>
  Array.from({ length: chart.length }, (_, n) => {
    const row = chart.row(n);
    return row.kind === 'lane' ? `lane ${row.lane}` : `request ${row.at}`;
  });

test('resources stand first, then requests in their order', () => {
  const lanes = [Lane.EventLoop, Lane.HealthProbe, poolLane(1), poolLane(2)];
  const expected = [...lanes.map((lane) => `lane ${lane}`), 'request 2', 'request 0', 'request 1'];
  expect(namesOf(rows())).toEqual(expected);
});

test('lanes that nothing ever was on are left out, but for the loop and its probe', () => {
  const chart = rows({
    threads: 0,
    grouping: 'resource',
    hasLane: (lane) => lane === Lane.FeatureService,
  });
  expect(namesOf(chart)).toEqual(
    [Lane.EventLoop, Lane.HealthProbe, Lane.FeatureService].map((lane) => `lane ${lane}`),
  );
});

test('many threads are a group of their own', () => {
  expect(rows({ threads: 40 }).groups.map(({ id, count }) => [id, count])).toEqual([
    ['resources', 2],
    ['pool', 40],
    ['requests', 3],
  ]);
});

test('beside requests a large pool is dense, a very large one begins folded; the user has the last word', () => {
  const poolOf = (parts: Partial<RowsInput>) => rows(parts).groups.find(({ id }) => id === 'pool');
  expect(poolOf({ threads: 16 })).toMatchObject({ rowPx: 14, folded: false });
  expect(poolOf({ threads: 17 })).toMatchObject({ folded: true, bodyPx: 0, count: 17 });
  expect(poolOf({ threads: 64, grouping: 'resource' })).toMatchObject({ rowPx: 22, folded: false });
  expect(poolOf({ threads: 64, folded: new Map([['pool', false]]) })?.folded).toBe(false);
  expect(rows({ threads: 64 }).ofRequest(2)).toBe(2);
});

test('few requests in a large chart have higher rows; lanes in a low chart have lower ones', () => {
  const heights = (roomPx: number): number[] => rows({ roomPx }).groups.map(({ rowPx }) => rowPx);
  expect(heights(1600)).toEqual([22, 24]);
  expect(heights(220)).toEqual([18, 20]);
  expect(rows({ roomPx: 1600, requests: new Int32Array(60) }).groups.at(-1)?.rowPx).toBe(20);
});

test('a folded group keeps its header only', () => {
  const chart = rows({ folded: new Map<GroupId, boolean>([['resources', true]]) });
  expect(namesOf(chart)).toEqual(['request 2', 'request 0', 'request 1']);
  expect(chart.topPx(0)).toBe(2 * HEADER_PX);
  expect(chart.ofLane(Lane.EventLoop)).toBe(-1);
  expect(chart.ofRequest(0)).toBe(1);
});

test('every place belongs to the row that says it is there', () => {
  const chart = fc.record({
    grouping: fc.constantFrom(...GROUPINGS),
    folded: fc
      .subarray([...GROUP_IDS])
      .chain((ids) => fc.boolean().map((is) => new Map(ids.map((id) => [id, is] as const)))),
    roomPx: fc.integer({ min: 100, max: 2000 }),
    threads: fc.integer({ min: 0, max: 24 }),
    hasLane: fc.constantFrom(
      () => true,
      () => false,
    ),
    requests: fc
      .integer({ min: 0, max: 300 })
      .map((n) => Int32Array.from({ length: n }, (_, at) => n - 1 - at)),
  });
  fc.assert(
    fc.property(
      chart,
      fc.nat(8000),
      fc.integer({ min: 1, max: 1000 }),
      (input, fromPx, heightPx) => {
        const made = new ChartRows(input);
        let belowPx = 0;
        for (let n = 0; n < made.length; n++) {
          const topPx = made.topPx(n);
          expect(topPx).toBeGreaterThanOrEqual(belowPx);
          belowPx = topPx + made.rowPx(n);
          expect(made.at(topPx)).toBe(n);
          expect(made.at(belowPx - 0.5)).toBe(n);
          const row = made.row(n);
          expect(row.kind === 'lane' ? made.ofLane(row.lane) : made.ofRequest(row.at)).toBe(n);
        }
        expect(belowPx).toBeLessThanOrEqual(made.heightPx);
        const [first, after] = made.within(fromPx, fromPx + heightPx);
        for (let n = 0; n < made.length; n++) {
          const topPx = made.topPx(n);
          const touches = topPx < fromPx + heightPx && topPx + made.rowPx(n) > fromPx;
          if (touches) expect(n >= first && n < after).toBe(true);
        }
        expect(after - first).toBeLessThanOrEqual(heightPx / 14 + 3);
      },
    ),
    { numRuns: 200 },
  );
});
