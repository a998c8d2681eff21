import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TimedFifo } from './timed-fifo.ts';

const MS = 1e6;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function fifoOf(delayMs: number, clock: { nowNs: number }) {
  const due: { tag: number; dueMs: number; atMs: number }[] = [];
  const fifo = new TimedFifo(
    delayMs,
    (tag, dueNs) => due.push({ tag, dueMs: dueNs / MS, atMs: clock.nowNs / MS }),
    () => clock.nowNs,
  );
  const pass = (ms: number) => {
    clock.nowNs += ms * MS;
    vi.advanceTimersByTime(ms);
  };
  return { fifo, due, pass };
}

test('hands out each entry its delay after it was put in, in order', () => {
  const { fifo, due, pass } = fifoOf(10, { nowNs: 0 });
  fifo.push(1, 0);
  pass(5);
  fifo.push(2, 5 * MS);
  expect(fifo.length).toBe(2);
  for (let ms = 0; ms < 20; ms++) pass(1);
  expect(due).toEqual([
    { tag: 1, dueMs: 10, atMs: 10 },
    { tag: 2, dueMs: 15, atMs: 15 },
  ]);
  expect(fifo.length).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('a timer that fires early hands out nothing before its time', () => {
  const clock = { nowNs: 0 };
  const { fifo, due, pass } = fifoOf(10, clock);
  fifo.push(1, 0);
  clock.nowNs = 9.2 * MS;
  vi.advanceTimersByTime(10);
  expect(due).toEqual([]);
  pass(1);
  expect(due.map(({ tag }) => tag)).toEqual([1]);
});

test('what is put in while entries are handed out is kept, and only one timer runs', () => {
  const clock = { nowNs: 0 };
  let again = 3;
  const fifo: TimedFifo = new TimedFifo(
    1,
    (tag, dueNs) => {
      if (--again > 0) fifo.push(tag + 1, dueNs);
    },
    () => clock.nowNs,
  );
  fifo.push(1, 0);
  for (let ms = 0; ms < 5; ms++) {
    clock.nowNs += MS;
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
  }
  expect(again).toBe(0);
});

test('cleared, it forgets and stops its timer', () => {
  const { fifo, due, pass } = fifoOf(1, { nowNs: 0 });
  fifo.push(1, 0);
  fifo.clear();
  pass(5);
  expect(due).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('more entries than are kept behind the head', () => {
  const { fifo, due, pass } = fifoOf(1, { nowNs: 0 });
  for (let tag = 0; tag < 10_000; tag++) fifo.push(tag, 0);
  pass(1);
  expect(due.map(({ tag }) => tag)).toEqual(Array.from({ length: 10_000 }, (_, tag) => tag));
});
