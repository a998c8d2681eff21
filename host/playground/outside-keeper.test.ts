import { beforeEach, expect, test } from 'vitest';
import { runOf } from '../../core/export/run-document.test-support.ts';
import { TraceStore } from '../../core/trace/trace-store.ts';
import type { TakenRecording } from '../host-api.ts';
import type { KeptRun } from './kept-runs.ts';
import { KEPT_AT_ONCE, OutsideKeeper } from './outside-keeper.ts';
import { RunNumbers } from './run-numbers.ts';

let active: boolean;
let kept: KeptRun[];
let failures: string[];
let keeper: OutsideKeeper;

beforeEach(() => {
  active = false;
  kept = [];
  failures = [];
  keeper = new OutsideKeeper({
    numbers: new RunNumbers(),
    isActive: () => active,
    onKept: (run) => kept.push(run),
    onFailure: (number, reason) => failures.push(`${number}: ${reason}`),
  });
});

function taken(requests: number): TakenRecording {
  const recorded = {
    document: runOf([]),
    store: new TraceStore(0, 0),
    feedRun: 3,
    endNs: 1e6,
    answers: null,
  };
  return { requests, feedRun: 3, record: () => recorded };
}

const numbers = () => kept.map(({ entry }) => entry.number);

test('while nothing is active it is kept at once', () => {
  expect(keeper.keep(taken(100_000))).toBe(1);
  expect(kept[0]?.entry).toMatchObject({ number: 1, origin: 'outside', feedRun: 3, pinned: false });
});

test('when a run begins, a small one is kept in the next turn, a large one when nothing is active', async () => {
  active = true;
  expect(keeper.keep(taken(KEPT_AT_ONCE + 1))).toBe(1);
  expect(keeper.keep(taken(KEPT_AT_ONCE))).toBe(2);
  expect(kept).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(numbers()).toEqual([2]);
  active = false;
  keeper.idle();
  expect(numbers()).toEqual([2, 1]);
  keeper.idle();
  expect(numbers()).toEqual([2, 1]);
});

test('one that cannot be made is said', () => {
  keeper.keep({
    ...taken(1),
    record: () => {
      throw new Error('no memory');
    },
  });
  expect(failures).toEqual(['1: no memory']);
});
