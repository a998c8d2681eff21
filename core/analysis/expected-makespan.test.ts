import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../contract/scenario.ts';
import { arrivalScheduleMs } from '../twin/arrival-law.ts';
import { expectedMakespanMs } from './expected-makespan.ts';

const CORES = 2;

/** Ten at once of 100 + 200 ms, ten threads. */
function expected(change: Partial<Scenario> = {}, cores = CORES): number | null {
  const scenario: Scenario = {
    ...DEFAULT_SCENARIO,
    requests: 10,
    fetch: { law: 'fixed', ms: 100 },
    inference: { law: 'fixed', ms: 200 },
    pool: { threads: 10, maxQueue: 100 },
    ...change,
  };
  return expectedMakespanMs(scenario, cores);
}

test.each([
  ['sync', 3000],
  ['sync-pool', 300],
  ['async-io', 2100],
  ['async-pool', 300],
] as const)('the lesson in mode %s', (mode, ms) => {
  expect(expected({ mode })).toBe(ms);
});

test('more requests than threads come in rounds', () => {
  const pool = { threads: 4, maxQueue: 100 };
  // 10 on 4 threads: 4, 4, 2.
  expect(expected({ mode: 'sync-pool', pool })).toBe(900);
  expect(expected({ mode: 'async-pool', pool })).toBe(700);
});

test('threads that compute are no faster than the cores there are', () => {
  const cpu = { inferenceKind: 'cpu' } as const;
  expect(expected({ ...cpu, mode: 'async-pool' })).toBe(100 + 5 * 200);
  expect(expected({ ...cpu, mode: 'sync-pool' })).toBe(100 + 5 * 200);
  expect(expected({ ...cpu, mode: 'async-pool' }, 64)).toBe(300);
  // One thread is scarcer than two cores.
  const pool = { threads: 1, maxQueue: 100 };
  expect(expected({ ...cpu, mode: 'sync-pool', pool })).toBe(3000);
});

test('an open workload ends with its last request when the server keeps up, else with the work', () => {
  const arrival = { kind: 'constant', ratePerS: 1 } as const;
  expect(expected({ mode: 'sync', arrival })).toBe(9000 + 300);
  expect(expected({ mode: 'sync', arrival: { ...arrival, ratePerS: 100 } })).toBe(3000);
  const poisson = { kind: 'poisson', ratePerS: 2 } as const;
  const last = arrivalScheduleMs(poisson, 10, DEFAULT_SCENARIO.seed)!.at(-1)!;
  expect(expected({ mode: 'async-pool', arrival: poisson })).toBe(last + 300);
});

test('a closed loop is as slow as its users or as its bottleneck', () => {
  const closed = (users: number, thinkMs: number) =>
    ({ arrival: { kind: 'closed', users, thinkMs }, mode: 'async-pool' }) as const;
  // Five rounds of two: users wait, the pool does not.
  expect(expected(closed(2, 50))).toBe(5 * 300 + 4 * 50);
  const pool = { threads: 1, maxQueue: 100 };
  expect(expected({ ...closed(10, 0), pool })).toBe(100 + 10 * 200);
});

test('random stages count with their means, spread evenly', () => {
  const inference = { law: 'exponential', meanMs: 200 } as const;
  expect(expected({ mode: 'sync', inference })).toBe(3000);
  expect(expected({ mode: 'async-pool', inference, pool: { threads: 4, maxQueue: 100 } })).toBe(
    100 + 2.5 * 200,
  );
});

test.each<[string, Partial<Scenario>, number]>([
  ['clients would give up', { mode: 'sync', clientTimeoutMs: 2999 }, 2999],
  ['fetches would give up', { mode: 'sync', fetchTimeoutMs: 99 }, 3000],
  ['tasks would be killed', { mode: 'async-pool', taskDeadlineMs: 199, clientTimeoutMs: 250 }, 250],
  ['handlers would be killed', { mode: 'sync-pool', taskDeadlineMs: 299 }, 300],
  ['the queue would overflow', { mode: 'async-pool', pool: { threads: 2, maxQueue: 7 } }, 1100],
])('a bound where %s', (_name, change, ms) => {
  expect(expected(change)).toBe(ms);
});

test('clients that come later give up later', () => {
  const arrival = { kind: 'constant', ratePerS: 100 } as const;
  const fetch = { law: 'fixed', ms: 10_000 } as const;
  const change = {
    mode: 'sync',
    arrival,
    fetch,
    fetchTimeoutMs: 50,
    clientTimeoutMs: 1000,
  } as const;
  expect(expected(change)).toBe(90 + 1000);
});

test('no estimate where nothing takes time', () => {
  expect(
    expected({ fetch: { law: 'fixed', ms: 0 }, inference: { law: 'fixed', ms: 0 } }),
  ).toBeNull();
});

test('at those bounds there still is one', () => {
  expect(expected({ mode: 'sync', clientTimeoutMs: 3000 })).toBe(3000);
  expect(expected({ mode: 'async-io', taskDeadlineMs: 1 })).toBe(2100);
  expect(expected({ mode: 'async-pool', pool: { threads: 2, maxQueue: 8 } })).toBe(1100);
});
