import { expect, test } from 'vitest';
import { PoolQueue } from './task-queue.ts';

function task() {
  const state = { cancelled: false, cancel: () => void (state.cancelled = true) };
  return state;
}

test('tasks come out in the order in which they were queued, but for those that were removed', () => {
  const queue = new PoolQueue();
  const [one, two, three] = [task(), task(), task()];
  for (const each of [one, two, three]) queue.push(each);
  queue.remove(two);
  queue.remove(task());
  expect(queue.size).toBe(2);
  expect([queue.shift(), queue.shift(), queue.shift()]).toEqual([one, three, null]);
});

test('a pretended task is given back at once, and those that wait stay', () => {
  const queue = new PoolQueue();
  const [waits, pretended] = [task(), task()];
  queue.pretendWaiting(() => {
    expect(queue.size).toBe(1);
    queue.push(pretended);
  });
  expect(pretended.cancelled).toBe(true);
  expect(queue.size).toBe(0);
  queue.push(waits);
  expect(() => {
    queue.pretendWaiting(() => {
      throw new Error('it broke');
    });
  }).toThrow('it broke');
  expect(queue.size).toBe(1);
  expect(waits.cancelled).toBe(false);
  queue.cancel();
  expect(queue.size).toBe(0);
  expect(waits.cancelled).toBe(true);
});
