import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resolvesWithin } from './within.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('tells whether a promise resolved in time, and leaves no timer behind', async () => {
  const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const inTime = resolvesWithin(after(99), 100);
  const tooLate = resolvesWithin(after(101), 100);
  await vi.advanceTimersByTimeAsync(101);
  expect(await Promise.all([inTime, tooLate])).toEqual([true, false]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a rejection counts as no', async () => {
  expect(await resolvesWithin(Promise.reject(new Error('no')), 100)).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
