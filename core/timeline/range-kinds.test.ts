import { expect, test } from 'vitest';
import {
  burst,
  shownRun,
  shownTrace,
  spanRow,
  spansOf,
} from '../analysis/shown-trace.test-support.ts';
import { RequestColumns } from '../trace/request-columns.ts';
import { SpanFlag } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';
import { overviewOf } from './overview.ts';
import { rangeKinds } from './range-kinds.ts';
import { kindOfCode, Raster } from './raster.ts';
import { orderRequests } from './request-order.ts';
import { Track } from './track.ts';

function requestsOf(
  list: readonly (readonly [startMs: number, endMs: number, outcome?: number])[],
) {
  const requests = new RequestColumns();
  for (const [at, [startMs, endMs, outcome = 200]] of list.entries())
    requests.set(at, {
      id: at + 1,
      startMs,
      endMs,
      outcome: Number.isNaN(endMs) ? 0 : outcome,
      cpuMs: NaN,
      status: outcome,
      endpoint: 1,
      mode: 1,
      stages: 0,
    });
  return requests;
}

test('a span counts with the part of it that lies inside', () => {
  //   range              10 |---------| 20
  //   inference     0 |===========| 14   16 |=====…  (open, now 30)
  //   fetch         0 |====| 10
  const spans = spansOf([
    spanRow({ kind: SpanKind.Inference, startMs: 0, endMs: 14 }),
    spanRow({ kind: SpanKind.Inference, startMs: 16, endMs: NaN, flags: SpanFlag.Open }),
    spanRow({ kind: SpanKind.Fetch, startMs: 0, endMs: 10 }),
    spanRow({ kind: SpanKind.Respond, startMs: 12, endMs: 13, flags: SpanFlag.Void }),
    spanRow({ kind: SpanKind.PoolWait, startMs: 15, endMs: 15 }),
  ]);
  expect(rangeKinds(shownTrace({ spans }), 10, 20, 30, 0).kinds).toEqual([
    { kind: SpanKind.Inference, count: 2, ms: 8 },
    { kind: SpanKind.PoolWait, count: 1, ms: 0 },
  ]);
  const hidden = 1 << SpanKind.Inference;
  expect(rangeKinds(shownTrace({ spans }), 10, 20, 30, hidden).kinds).toHaveLength(1);
});

test('requests are active when any part of them lies inside, finished when their end does', () => {
  const requests = requestsOf([
    [0, 5],
    [0, 12],
    [11, 30],
    [15, NaN],
    [13, 18, -1],
  ]);
  const found = rangeKinds(shownTrace({ requests }), 10, 20, 30, 0);
  expect(found).toMatchObject({ active: 4, finished: 2, latency: { p50: 12, p95: 12 } });
});

test('requests are ordered by arrival, by latency, by finish', () => {
  const requests = requestsOf([
    [5, 9],
    [0, 20],
    [1, 4],
    [2, NaN],
    [NaN, NaN],
  ]);
  const order = (by: 'arrival' | 'latency' | 'finish') => [...orderRequests(requests, by, 10)];
  expect(order('arrival')).toEqual([1, 2, 3, 0, 4]);
  expect(order('latency')).toEqual([1, 3, 0, 2, 4]);
  expect(order('finish')).toEqual([2, 0, 1, 3, 4]);
});

test('the overview counts requests under way and marks where they failed', () => {
  const requests = requestsOf([
    [0, 1.5],
    [1, 3.5, 500],
    [2, NaN],
  ]);
  const loop = new Track();
  loop.add(0, 1, 2, SpanKind.Inference, 0);
  loop.settle();
  const grid = { firstColumn: 0, columns: 5, msPerColumn: 1 };
  const overview = overviewOf(requests, { track: loop, nowMs: 4.5, hidden: 0 }, new Raster(), grid);
  expect([...overview.inFlight]).toEqual([1, 2, 2, 2, 1]);
  expect(overview.mostInFlight).toBe(2);
  expect([...overview.failed]).toEqual([0, 0, 0, 1, 0]);
  expect([...overview.loop].map(kindOfCode)).toEqual([0, SpanKind.Inference, 0, 0, 0]);
});

test('a real run has nothing but the kinds of its mode', () => {
  const trace = shownRun('async-io', 0, burst(5));
  const { kinds, active, finished } = rangeKinds(trace, 0, 1e6, 1e6, 0);
  expect([active, finished]).toEqual([5, 5]);
  expect(kinds.map(({ kind }) => kind)).not.toContain(SpanKind.PoolWait);
  expect(kinds.find(({ kind }) => kind === SpanKind.Inference)?.count).toBe(5);
});
