import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptRun } from './kept-run.test-support.ts';
import { KeptRuns } from './kept-runs.ts';

const LIMITS = { bytes: 100, runs: 4, deleted: 2 };

function keptOf(...sizes: number[]): KeptRuns {
  const kept = new KeptRuns(LIMITS);
  for (const [at, bytes] of sizes.entries()) kept.add(keptRun(at + 1, bytes));
  return kept;
}

const numbers = (kept: KeptRuns): number[] => kept.view().runs.map(({ number }) => number);

test('the oldest go first, by size and by number', () => {
  expect(numbers(keptOf(40, 40, 40))).toEqual([2, 3]);
  const many = keptOf(1, 1, 1, 1, 1);
  expect(numbers(many)).toEqual([2, 3, 4, 5]);
  expect(many.view().keptMemory).toEqual({ bytes: 4, limitBytes: 100, evicted: 1 });
});

test('a run larger than the bound is kept alone', () => {
  const kept = keptOf(40, 40, 500);
  expect(numbers(kept)).toEqual([3]);
  expect(kept.view().keptMemory).toEqual({ bytes: 500, limitBytes: 100, evicted: 2 });
});

test('what is pinned stays, and what is unpinned stays until room is needed', () => {
  const kept = keptOf(60);
  expect(kept.pin(1, true)).toBe(true);
  kept.add(keptRun(2, 60));
  kept.add(keptRun(3, 60));
  expect(numbers(kept)).toEqual([1, 3]);
  expect(kept.get(1)?.entry.pinned).toBe(true);
  kept.pin(1, false);
  expect(numbers(kept)).toEqual([1, 3]);
  kept.add(keptRun(4, 10));
  expect(numbers(kept)).toEqual([3, 4]);
  expect(kept.pin(9, true)).toBe(false);
});

test('deleted runs lie aside, count, come back in their place, and go before others', () => {
  const kept = keptOf(20, 20, 20);
  expect(kept.delete(2)).toBe(true);
  expect(kept.get(2)).toBeNull();
  expect(kept.view()).toMatchObject({
    keptMemory: { bytes: 60 },
    deleted: [{ number: 2, mode: 'sync' }],
  });
  expect(kept.restore(2)).toBe(true);
  expect(numbers(kept)).toEqual([1, 2, 3]);
  kept.delete(1);
  kept.add(keptRun(4, 50));
  // Room was made by the deleted one; that was no eviction.
  expect(numbers(kept)).toEqual([2, 3, 4]);
  expect(kept.view()).toMatchObject({ deleted: [], keptMemory: { evicted: 0 } });
  expect(kept.restore(1)).toBe(false);
  expect(kept.delete(1)).toBe(false);
});

test('of the deleted only the last few can be brought back', () => {
  const kept = keptOf(1, 1, 1, 1);
  for (const number of [3, 1, 2]) kept.delete(number);
  expect(kept.view().deleted.map(({ number }) => number)).toEqual([1, 2]);
  expect(kept.restore(3)).toBe(false);
});

test('a run that is brought back is not the one that makes room', () => {
  const kept = keptOf(20, 20, 20);
  kept.delete(1);
  kept.add(keptRun(4, 30));
  kept.pin(4, true);
  expect(kept.restore(1)).toBe(true);
  expect(numbers(kept)).toContain(1);
});

test('whatever is done, the bounds hold: but for pinned runs and the newest', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('add' as const), bytes: fc.nat(130) }),
    fc.record({
      what: fc.constantFrom('pin', 'unpin', 'delete', 'restore'),
      number: fc.nat(12),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const kept = new KeptRuns(LIMITS);
      let last = 0;
      for (const one of steps) {
        if ('bytes' in one) kept.add(keptRun(++last, one.bytes));
        else if (one.what === 'delete') kept.delete(one.number);
        else if (one.what === 'restore') kept.restore(one.number);
        else kept.pin(one.number, one.what === 'pin');
        const { runs, keptMemory, deleted } = kept.view();
        expect(runs.map(({ number }) => number)).toEqual(
          runs.map(({ number }) => number).toSorted((a, b) => a - b),
        );
        expect(deleted.length).toBeLessThanOrEqual(LIMITS.deleted);
        if (!('bytes' in one)) continue;
        const loose = runs.filter(({ pinned, number }) => !pinned && number !== last);
        const over = keptMemory.bytes > LIMITS.bytes || runs.length > LIMITS.runs;
        if (over)
          expect([loose, deleted.filter(() => keptMemory.bytes > LIMITS.bytes)]).toEqual([[], []]);
        expect(runs.at(-1)?.number).toBe(last);
      }
    }),
  );
});

test('no more is pinned than fits: pinned runs alone stay within the bounds', () => {
  const kept = keptOf(60, 30);
  kept.pin(1, true);
  expect(kept.roomToPin(2)).toBe(true);
  kept.add(keptRun(3, 50));
  expect(kept.roomToPin(3)).toBe(false);
  expect(kept.roomToPin(1)).toBe(true);
});
