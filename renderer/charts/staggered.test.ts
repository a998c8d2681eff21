// Newer inputs reach the parts one at a time, and all of them in the end.
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useStaggered } from './staggered.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // jsdom cannot tell when it is idle; then in a moment.
  vi.stubGlobal('requestIdleCallback', undefined);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const GAP_MS = 100;

interface Given {
  readonly newest: string;
  readonly cut?: string;
  readonly hurry?: string;
}
const FIRST: Given = { newest: 'a' };

function staggered() {
  const seen: string[] = [];
  const hook = renderHook(
    ({ newest, cut = '', hurry = '' }: Given) => {
      const inputs = useStaggered({ input: newest, cut, hurry }, 3, GAP_MS).map(
        ({ input }) => input,
      );
      seen.push(inputs.join(''));
      return inputs;
    },
    { initialProps: FIRST },
  );
  const step = () => act(() => vi.advanceTimersToNextTimerAsync());
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  return { ...hook, seen, pass, step };
}

test('one part at a time gets the newest input', async () => {
  const { seen, rerender, pass, step } = staggered();
  await pass(1000);
  rerender({ newest: 'b' });
  while (vi.getTimerCount() > 0) await step();
  expect([...new Set(seen)]).toEqual(['aaa', 'baa', 'bba', 'bbb']);
});

test('what came in the meantime is skipped, the last one is not', async () => {
  const { result, seen, rerender, pass } = staggered();
  await pass(1000);
  for (const newest of ['b', 'c', 'd', 'e']) rerender({ newest });
  await pass(1000);
  expect(result.current).toEqual(['e', 'e', 'e']);
  expect(seen.join()).not.toMatch(/[bcd]/);
});

test('rounds are apart, however often the input changes', async () => {
  const { seen, rerender, pass } = staggered();
  for (let n = 0; n < 100; n++) {
    rerender({ newest: String.fromCharCode(97 + (n % 26)) });
    await pass(10);
  }
  await pass(1000);
  const states = seen.filter((state, n) => state !== seen[n - 1]);
  // 2 s, a round at most every 100 ms, three states to a round.
  expect(states.length).toBeLessThanOrEqual(20 * 3 + 1);
  expect(states.length).toBeGreaterThan(10);
});

test('a newer input waits for the round in hand, unless that is of no use any more', async () => {
  const { seen, rerender, step } = staggered();
  rerender({ newest: 'b' });
  while (seen.at(-1) !== 'baa') await step();
  rerender({ newest: 'c' });
  while (vi.getTimerCount() > 0) await step();
  expect(seen).toContain('bbb');
  rerender({ newest: 'd' });
  while (seen.at(-1) !== 'dcc') await step();
  rerender({ newest: 'e', cut: 'another range' });
  while (vi.getTimerCount() > 0) await step();
  const states = [...new Set(seen)];
  expect(states.slice(states.indexOf('dcc'))).toEqual(['dcc', 'dec', 'dee', 'eee']);
});

test('what is wrong, and not only old, does not wait for the next round', async () => {
  const { result, rerender, pass } = staggered();
  rerender({ newest: 'b' });
  await pass(GAP_MS / 2);
  expect(result.current).toEqual(['b', 'b', 'b']);
  rerender({ newest: 'c' });
  await pass(GAP_MS / 4);
  expect(result.current).toEqual(['b', 'b', 'b']);
  rerender({ newest: 'd', hurry: 'another run' });
  await pass(GAP_MS / 8);
  expect(result.current).toEqual(['d', 'd', 'd']);
});

test('nothing runs on after the end', async () => {
  const { rerender, unmount, pass } = staggered();
  await pass(1000);
  rerender({ newest: 'b' });
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
