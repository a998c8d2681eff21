// The requests table adds up what the run's document adds up.
import { describe, expect, test } from 'vitest';
import { burst, shownRun } from '../../../core/analysis/shown-trace.test-support.ts';
import { requestCourse } from '../../../core/analysis/request-story.ts';
import { outcomeName } from '../../../core/trace/request-table.ts';
import { requestRows, requestTimes, type RequestQuery } from './request-rows.ts';

const QUERY: RequestQuery = {
  text: '',
  range: null,
  sort: { column: 'request', descending: false },
  nowMs: NaN,
  names: { mode: (mode) => mode, outcome: outcomeName },
};

describe('requestTimes', () => {
  test.each(['sync', 'async-io', 'async-pool', 'sync-pool'] as const)(
    'in %s, sums to what the story of each request says',
    (mode) => {
      const trace = shownRun(mode, 2, burst(6, { gapNs: 2e6 }), 60);
      const times = requestTimes(trace, 500);
      for (let at = 0; at < trace.requests.length; at++) {
        const course = requestCourse(trace, trace.requests.id[at]!, 500);
        expect(times.io[at]).toBeCloseTo(course?.totals.io ?? NaN, 6);
        expect(times.loop[at]).toBeCloseTo(course?.totals.loop ?? NaN, 6);
        expect(times.pool[at]).toBeCloseTo(course?.totals.pool ?? NaN, 6);
        expect(times.latency[at]).toBeCloseTo(course?.totalMs ?? NaN, 6);
      }
    },
  );
});

describe('requestRows', () => {
  const plan = [...burst(3), ...burst(1, { fetchFails: true }), ...burst(1, { outside: true })];
  const trace = shownRun('async-io', 1, plan);
  const times = requestTimes(trace, NaN);
  const labels = (query: Partial<RequestQuery>): number[] =>
    [...requestRows(trace, times, { ...QUERY, ...query })].map((at) => trace.requests.id[at]!);

  test('filters by number, status, mode, and origin', () => {
    expect(labels({ text: '502' })).toHaveLength(1);
    expect(labels({ text: '#2' })).toEqual([502]);
    expect(labels({ text: 'outside-1' })).toHaveLength(1);
    expect(labels({ text: 'async-io' })).toHaveLength(5);
    expect(labels({ text: 'async-pool' })).toEqual([]);
  });

  test('orders by what each request waited for the loop, longest first', () => {
    const rows = requestRows(trace, times, {
      ...QUERY,
      sort: { column: 'loop', descending: true },
    });
    const waits = [...rows].map((at) => times.loop[at]!);
    expect(waits).toEqual(waits.toSorted((a, b) => b - a));
    expect(waits[0]).toBeGreaterThan(0);
  });

  test('shows only requests that were there in the range', () => {
    expect(labels({ range: { startMs: -2, endMs: -1 } })).toEqual([]);
    expect(labels({ range: { startMs: 5, endMs: 6 } })).toHaveLength(5);
  });
});
