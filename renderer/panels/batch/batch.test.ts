// A batch as rows and as a sentence: filled in as the runs end, never praising what was stopped or failed.
import { describe, expect, test } from 'vitest';
import type { Batch } from '../../../core/contract/window-state.ts';
import { MODES } from '../../../core/contract/scenario.ts';
import { activeRun, runEntry, type EntryFacts } from '../panels.test-support.tsx';
import { batchRows, measureScale } from './batch-rows.ts';
import { batchVerdict, formatRatio } from './batch-verdict.ts';

const batch = (index: number): Batch => ({ id: 'b', index, modes: [...MODES] });
const idle = { phase: 'idle' } as const;

function done(index: number, summary: EntryFacts['summary'] = {}) {
  return runEntry(index + 1, { mode: MODES[index]!, batch: batch(index), summary });
}

const loop = (blockedShare: number) => ({
  blockedMs: 100,
  blockedShare,
  blockedShareAfterFirstFetch: null,
  longestBlockMs: 200,
  runtimeResolutionMs: 5,
});

describe('rows', () => {
  test('fill in as the runs end', () => {
    const activity = activeRun({ batch: batch(1), mode: 'sync-pool' });
    const rows = batchRows({ activity, runs: [done(0)] }, batch(0));
    expect(rows.map(({ phase }) => phase)).toEqual(['done', 'running', 'pending', 'pending']);
    expect(rows.map(({ mode }) => mode)).toEqual(MODES);
  });

  test('tell a run that is gone from one that never was', () => {
    const rows = batchRows({ activity: idle, runs: [done(1)] }, batch(1));
    expect(rows.map(({ phase }) => phase)).toEqual(['absent', 'done', 'notRun', 'notRun']);
  });

  test('do not mistake runs of another batch', () => {
    const other = runEntry(7, { batch: { ...batch(0), id: 'other' } });
    const [first] = batchRows({ activity: idle, runs: [other, done(1)] }, batch(1));
    expect(first?.phase).toBe('absent');
  });
});

describe('the best of a column', () => {
  test('is a whole run: one that was stopped is no quicker for it', () => {
    const runs = [
      done(0, { makespanMs: 3600 }),
      done(1, { makespanMs: 900 }),
      done(2, { makespanMs: 10, phase: 'stopped' }),
    ];
    const rows = batchRows({ activity: idle, runs }, batch(2));
    expect(measureScale(rows, 'makespan')).toEqual({ greatest: 3600, best: 900 });
  });

  test('is none where all are about the same', () => {
    const runs = [done(0, { makespanMs: 1000 }), done(1, { makespanMs: 1020 })];
    const rows = batchRows({ activity: idle, runs }, batch(1));
    expect(measureScale(rows, 'makespan').best).toBeNull();
  });
});

describe('the sentence', () => {
  const verdictOf = (...runs: ReturnType<typeof done>[]) =>
    batchVerdict(batchRows({ activity: idle, runs }, batch(3)));

  test('names the loop when it was held in the slow mode and free in the quick one', () => {
    const verdict = verdictOf(
      done(2, { makespanMs: 2100, loop: loop(0.99) }),
      done(3, { makespanMs: 310, loop: loop(0.01) }),
    );
    expect(verdict).toMatchObject({ kind: 'loop', fastMode: 'async-pool', slowMode: 'async-io' });
    expect(verdict.kind === 'loop' && formatRatio(verdict.ratio)).toBe('6.8');
  });

  test('names the pool when requests waited for its threads', () => {
    const waits = (poolMs: number) => ({ ioMs: 0, loopMs: 0, poolMs, unaccountedMs: 0 });
    const verdict = verdictOf(
      done(1, { makespanMs: 1000, waits: waits(2000) }),
      done(3, { makespanMs: 700, waits: waits(500) }),
    );
    expect(verdict).toMatchObject({ kind: 'pool', slowMode: 'sync-pool' });
  });

  test('says so when there is no real difference', () => {
    const verdict = verdictOf(done(1, { makespanMs: 1000 }), done(3, { makespanMs: 1030 }));
    expect(verdict).toEqual({ kind: 'same', fastMs: 1000, slowMs: 1030 });
  });

  test('waits for the rest of the batch, and compares only whole runs', () => {
    const activity = activeRun({ batch: batch(1) });
    const rows = batchRows({ activity, runs: [done(0)] }, batch(0));
    expect(batchVerdict(rows)).toEqual({ kind: 'waiting', done: 1, count: 4 });
    expect(verdictOf(done(3)).kind).toBe('alone');
    expect(verdictOf(done(3, { phase: 'failed' })).kind).toBe('none');
  });
});
