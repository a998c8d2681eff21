// However many batches come, panels look at most so often, and always see the last state in the end.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shownTrace } from '../../core/analysis/shown-trace.test-support.ts';
import { ShownSource } from '../numbers/shown-source.test-support.tsx';
import { ThrottledTrace } from './throttled-trace.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setting(grows: boolean) {
  const source = new ShownSource(null);
  const throttled = new ThrottledTrace(source, { gapMs: () => 250, grows });
  const told = vi.fn();
  const undo = throttled.subscribe(told);
  return { source, throttled, told, undo };
}
const at = (revision: number, live = true, feedRun = 1) => shownTrace({ revision, live, feedRun });

test('tells the first batch at once, then at most once a gap, the last one always', () => {
  const { source, throttled, told } = setting(false);
  for (let revision = 1; revision <= 100; revision++) {
    source.show(at(revision));
    vi.advanceTimersByTime(16);
  }
  expect(told.mock.calls.length).toBeLessThanOrEqual(1 + 1600 / 250);
  vi.advanceTimersByTime(250);
  expect(throttled.snapshot().revision).toBe(100);
});

test('another run, and the end of a run, are told at once', () => {
  const { source, throttled } = setting(false);
  source.show(at(1));
  source.show(at(1, true, 2));
  expect(throttled.snapshot().feedRun).toBe(2);
  source.show(at(2, false, 2));
  expect(throttled.snapshot().live).toBe(false);
});

test('looks again while the trace is live only when it is wanted', () => {
  const still = setting(false);
  still.source.show(at(1));
  const growing = setting(true);
  growing.source.show(at(1));
  vi.advanceTimersByTime(1000);
  expect(still.told).toHaveBeenCalledTimes(1);
  expect(growing.told.mock.calls.length).toBeGreaterThan(3);
  growing.source.show(at(2, false));
  const before = growing.told.mock.calls.length;
  vi.advanceTimersByTime(1000);
  expect(growing.told.mock.calls.length).toBe(before);
});

test('leaves nothing behind', () => {
  const { source, undo } = setting(true);
  source.show(at(1));
  undo();
  expect(source.listenerCount).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('what changed while nobody listened is told to the next', () => {
  const { source, throttled, undo } = setting(false);
  source.show(at(1));
  undo();
  source.show(at(2));
  const again = vi.fn();
  throttled.subscribe(again);
  expect(throttled.snapshot().revision).toBe(2);
});
