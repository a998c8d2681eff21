import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { greatestOverlap } from '../core/analysis/intervals.ts';
import { DEFAULT_SCENARIO, scenarioSchema } from '../core/contract/scenario.ts';
import {
  comparableRuns,
  compare,
  expectationOf,
  overlapOf,
  parseReference,
  scenarioOf,
} from './conformance-expectation.mjs';

const file = new URL('./reference/fastapi-timings.json', import.meta.url);
const reference = parseReference(JSON.parse(readFileSync(file, 'utf8')));
const runs = comparableRuns(reference);

/** @param {{ mode: string, requests: number, fetch_ms: number }} key */
function find({ mode, requests, fetch_ms }) {
  const found = runs.find(
    (run) => run.mode === mode && run.requests === requests && run.fetch_ms === fetch_ms,
  );
  if (found === undefined) throw new Error('no such run');
  return found;
}

describe('the reference', () => {
  it('has runs of every mode, all with sleeping inference and without logging', () => {
    expect(runs).toHaveLength(16);
    expect(new Set(runs.map((run) => run.mode))).toEqual(
      new Set(['sync', 'sync-pool', 'async-io', 'async-pool']),
    );
    for (const run of runs) expect(run.rows).toHaveLength(run.requests);
  });

  it('is refused when it is something else', () => {
    expect(() => parseReference({ runs: [] })).toThrow('not reference measurements');
  });

  it('says what each mode does with its requests', () => {
    expect(expectationOf(find({ mode: 'sync', requests: 10, fetch_ms: 100 })).overlap).toEqual({
      fetch: 1,
      inference: 1,
    });
    expect(expectationOf(find({ mode: 'async-io', requests: 10, fetch_ms: 100 })).overlap).toEqual({
      fetch: 10,
      inference: 1,
    });
    expect(expectationOf(find({ mode: 'sync-pool', requests: 50, fetch_ms: 100 })).overlap).toEqual(
      { fetch: 40, inference: 40 },
    );
    const pool = expectationOf(find({ mode: 'async-pool', requests: 100, fetch_ms: 100 }));
    expect(pool.overlap).toEqual({ fetch: 100, inference: 40 });
    expect(pool.makespanMs).toBeCloseTo(720.2, 3);
  });

  it('counts overlaps as the live run does', () => {
    for (const { rows } of runs) {
      const intervals = rows.map((row) => ({ startMs: row.fetch_start, endMs: row.fetch_end }));
      expect(overlapOf(intervals.map(({ startMs, endMs }) => [startMs, endMs]))).toBe(
        greatestOverlap(intervals),
      );
    }
  });
});

describe('overlapOf', () => {
  //   0   1   2   3   4
  //   ├───────┤
  //       ├───────┤
  //           ├───────┤
  it('does not let touching ends overlap', () => {
    expect(
      overlapOf([
        [0, 2],
        [1, 3],
        [2, 4],
      ]),
    ).toBe(2);
    expect(overlapOf([])).toBe(0);
  });
});

describe('scenarioOf', () => {
  it('makes a valid scenario of every run', () => {
    for (const run of runs) {
      const scenario = scenarioOf(run, reference.measured_on.pool_tokens, DEFAULT_SCENARIO);
      expect(scenarioSchema.parse(scenario)).toMatchObject({
        mode: run.mode,
        requests: run.requests,
        inferenceKind: 'sleep',
        logging: 'none',
        pool: { threads: 40 },
      });
    }
  });
});

describe('compare', () => {
  const overlap = { fetch: 10, inference: 1 };

  it('allows 20 ms where 3 % are less', () => {
    const of = (/** @type {number} */ makespanMs) =>
      compare({ overlap, makespanMs: 300 }, { overlap, makespanMs }).makespanOk;
    expect([279, 280, 320, 321].map(of)).toEqual([false, true, true, false]);
  });

  it('allows 3 % where they are more than 20 ms', () => {
    const of = (/** @type {number} */ makespanMs) =>
      compare({ overlap, makespanMs: 2000 }, { overlap, makespanMs }).makespanOk;
    expect([1939, 1941, 2059, 2061].map(of)).toEqual([false, true, true, false]);
  });

  it('allows no other overlap', () => {
    const live = { overlap: { fetch: 10, inference: 2 }, makespanMs: 300 };
    expect(compare({ overlap, makespanMs: 300 }, live)).toMatchObject({
      overlapOk: false,
      makespanOk: true,
      differenceMs: 0,
    });
  });
});
