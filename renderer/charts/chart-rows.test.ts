// Rows agree with the figures of the same range, and there are never more than a chart can show.
import { describe, expect, test } from 'vitest';
import { rangeStatistics } from '../../core/analysis/range-statistics.ts';
import { burst, PLAIN_REQUEST, shownRun } from '../../core/analysis/shown-trace.test-support.ts';
import { indexTrace } from '../../core/analysis/trace-index.ts';
import {
  greatestRow,
  inFlightRows,
  latencyRows,
  loopRows,
  poolRows,
  throughputRows,
  type ChartInput,
} from './chart-rows.ts';

const plan = [...burst(20), ...burst(5, { fetchFails: true }), ...burst(20, { gapNs: 3e6 })];
const index = indexTrace(shownRun('async-pool', 4, plan), NaN);
const input: ChartInput = { index, range: { startMs: 0, endMs: index.untilMs }, threads: 4 };

describe('over the whole run', () => {
  const statistics = rangeStatistics(index, { startMs: -Infinity, endMs: Infinity });

  test('what ended in the bars is what ended in the run', () => {
    const rows = throughputRows(input);
    expect(rows.reduce((sum, row) => sum + row.good + row.failed, 0)).toBe(statistics.ended);
    expect(rows.reduce((sum, row) => sum + row.failed, 0)).toBe(statistics.failed);
    const [row] = rows.filter(({ good }) => good > 0);
    expect(row!.goodPerS).toBeCloseTo((row!.good * 1000) / (row!.toMs - row!.fromMs), 9);
  });

  test('in flight never exceeds what was sent, the pool never its threads', () => {
    expect(greatestRow(inFlightRows(input), (row) => row.max)?.max).toBeLessThanOrEqual(45);
    const busiest = greatestRow(poolRows(input), (row) => row.busy)?.busy ?? 0;
    expect(busiest).toBeGreaterThan(3.5);
    expect(busiest).toBeLessThanOrEqual(4 + 1e-9);
    expect(greatestRow(poolRows(input), (row) => row.queued)?.queued).toBeGreaterThan(5);
  });

  test('the distribution counts every answer and ends at all of them', () => {
    const { rows, count, percentiles } = latencyRows(input);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(count);
    expect(rows.at(-1)?.fasterPercent).toBe(100);
    expect(percentiles).toEqual(statistics.latencyMs);
    expect(rows[0]!.ms).toBeLessThanOrEqual(percentiles!.p50);
    expect(rows.at(-1)!.ms).toBeGreaterThanOrEqual(percentiles!.max);
  });

  test('no chart has more than a hundred rows', () => {
    for (const rows of [
      inFlightRows(input),
      throughputRows(input),
      loopRows(input),
      poolRows(input),
    ]) {
      expect(rows.length).toBeGreaterThan(10);
      expect(rows.length).toBeLessThanOrEqual(100);
    }
  });
});

test('queued is who waits while every thread is busy, counted in whole requests', () => {
  const rows = poolRows(input);
  for (const { queued, queuedMax, busyMax } of rows) {
    expect(Number.isInteger(queuedMax)).toBe(true);
    expect(queued).toBeLessThanOrEqual(queuedMax);
    if (queuedMax > 0) expect(busyMax).toBe(4);
  }
  // With as many threads as requests, nobody is queued, however long a task takes to get to its thread.
  const roomy = poolRows({ ...input, threads: 45 });
  expect(greatestRow(roomy, (row) => row.queuedMax)?.queuedMax).toBe(0);
});

test('who comes while the loop is held waits; nobody waits for a pool', () => {
  const held = indexTrace(shownRun('async-io', 1, burst(3)), NaN);
  const rows = loopRows({ index: held, range: { startMs: 0, endMs: held.untilMs }, threads: 1 });
  expect(greatestRow(rows, (row) => row.heldMs)?.heldMs).toBeGreaterThan(55);
  expect(greatestRow(rows, (row) => row.probeMs)).toBeNull();
});

test('of what has not been yet, nothing is shown', () => {
  const live = indexTrace({ ...shownRun('async-pool', 1, [PLAIN_REQUEST]), live: true }, 50);
  const rows = inFlightRows({ index: live, range: { startMs: 0, endMs: 200 }, threads: 1 });
  expect(rows.at(-1)!.fromMs).toBeLessThan(50);
  expect(rows.at(-1)!.toMs).toBeGreaterThanOrEqual(50);
});
