// How often a trace is analysed, and for whom.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { burst, shownRun } from '../../core/analysis/shown-trace.test-support.ts';
import { ShownSource } from './shown-source.test-support.tsx';
import { analyserOf, TraceAnalyser } from './trace-analysis.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const three = shownRun('async-io', 1, burst(3));
const next = (revision: number, live = true) => ({ ...three, revision, live });

test('is analysed when somebody looks, and not again while nothing changes', () => {
  const source = new ShownSource(next(1, false));
  const analyser = new TraceAnalyser(source);
  expect(analyser.current()).toBeNull();
  const told = vi.fn();
  const undo = analyser.subscribe(told);
  const first = analyser.current();
  expect(first?.index.requests.length).toBe(3);
  source.show(next(1, false));
  vi.advanceTimersByTime(10_000);
  expect(analyser.current()).toBe(first);
  expect(told).toHaveBeenCalledTimes(1);
  undo();
  expect(source.listenerCount).toBe(0);
});

test('many batches a second are analysed a few times a second, the last one included', () => {
  const source = new ShownSource(next(1));
  const analyser = new TraceAnalyser(source);
  const told = vi.fn();
  analyser.subscribe(told);
  for (let revision = 2; revision <= 61; revision++) {
    source.show(next(revision, revision < 61));
    vi.advanceTimersByTime(1000 / 60);
  }
  const within = told.mock.calls.length;
  expect(within).toBeGreaterThanOrEqual(3);
  expect(within).toBeLessThanOrEqual(5);
  vi.advanceTimersByTime(2000);
  expect(analyser.current()?.live).toBe(false);
});

test('while the loop is blocked and no batch comes, what is open is seen to grow', () => {
  const source = new ShownSource(next(1));
  source.setNow(100);
  const analyser = new TraceAnalyser(source);
  analyser.subscribe(() => undefined);
  expect(analyser.current()?.index.untilMs).toBe(100);
  source.setNow(3000);
  vi.advanceTimersByTime(1000);
  expect(analyser.current()?.index.untilMs).toBe(3000);
});

test('another run is shown at once', () => {
  const source = new ShownSource(next(1));
  const analyser = new TraceAnalyser(source);
  analyser.subscribe(() => undefined);
  source.show({ ...next(1), feedRun: 2 });
  expect(analyser.current()?.feedRun).toBe(2);
  source.show(null);
  expect(analyser.current()).toBeNull();
});

test('when the last one has left, nothing runs on', () => {
  const source = new ShownSource(next(1));
  source.setNow(5);
  const analyser = new TraceAnalyser(source);
  const undo = [analyser.subscribe(() => undefined), analyser.subscribe(() => undefined)];
  undo[0]?.();
  expect(vi.getTimerCount()).toBe(1);
  undo[1]?.();
  expect(vi.getTimerCount()).toBe(0);
});

test('everybody who looks at a source shares one analysis', () => {
  const source = new ShownSource(null);
  expect(analyserOf(source)).toBe(analyserOf(source));
  expect(analyserOf(new ShownSource(null))).not.toBe(analyserOf(source));
});
