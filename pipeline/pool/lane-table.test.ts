import { expect, test } from 'vitest';
import { MAX_POOL_THREADS } from '../../core/trace/lane.ts';
import { createLaneTable, LaneTable } from './lane-table.ts';

function twoViews(): { thread: LaneTable; loop: LaneTable } {
  const buffer = createLaneTable();
  return { thread: new LaneTable(buffer), loop: new LaneTable(buffer) };
}

test('a lane is taken, made ready and freed; its holder is known by thread id', () => {
  const { thread, loop } = twoViews();
  thread.claim(1, 71, 0);
  thread.claim(MAX_POOL_THREADS, 72, 0);
  expect(loop.readyThreads()).toBe(0);
  thread.setReady(1);
  thread.setReady(MAX_POOL_THREADS);
  expect(loop.readyThreads()).toBe(2);
  expect(loop.heldBy(71)).toBe(1);
  expect(loop.heldBy(72)).toBe(MAX_POOL_THREADS);
  loop.free(MAX_POOL_THREADS);
  expect(loop.readyThreads()).toBe(1);
  expect(loop.heldBy(72)).toBeNull();
  expect(loop.heldBy(99)).toBeNull();
});

test('a lane that is held is not given away: who asks waits, then says so', () => {
  const { thread, loop } = twoViews();
  thread.claim(3, 71, 0);
  expect(() => {
    thread.claim(3, 72, 10);
  }).toThrow(/lane 3 was not freed within 10 ms/);
  thread.setReady(3);
  expect(() => {
    thread.claim(3, 72, 10);
  }).toThrow(/lane 3/);
  loop.free(3);
  thread.claim(3, 72, 10);
  expect(loop.heldBy(72)).toBe(3);
  expect(loop.heldBy(71)).toBeNull();
});

test('tasks that have been running for long are found, others are not', () => {
  const { thread, loop } = twoViews();
  thread.claim(1, 71, 0);
  thread.claim(2, 72, 0);
  thread.beginTask(1, 501, 1000);
  thread.beginTask(2, 502, 2000);
  expect(loop.tasksOlderThan(1000)).toEqual([]);
  expect(loop.tasksOlderThan(1500)).toEqual([501]);
  expect(loop.tasksOlderThan(2001)).toEqual([501, 502]);
  thread.endTask(1);
  expect(loop.tasksOlderThan(3000)).toEqual([502]);
  loop.free(2);
  expect(loop.tasksOlderThan(3000)).toEqual([]);
});
