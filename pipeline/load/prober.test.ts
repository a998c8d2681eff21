import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAX_PROBES_IN_FLIGHT, PROBE_INTERVAL_MS } from '../../core/contract/limits.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import { HandLines, Recording } from './load.test-support.ts';
import { Prober } from './prober.ts';

const MS = 1e6;
const START_NS = 5 * MS;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const recording = new Recording();
  const lines = new HandLines();
  const clock = { nowNs: 0 };
  const { ring } = recording;
  const prober = new Prober({ lines, ring, startNs: START_NS, nowNs: () => clock.nowNs });
  prober.start();
  const pass = (ms: number) => {
    for (let step = 0; step < ms; step++) {
      clock.nowNs += MS;
      vi.advanceTimersByTime(1);
    }
  };
  return { recording, lines, prober, pass };
}

test('probes from the start at a fixed period, and does not wait for answers', () => {
  const { recording, lines, prober, pass } = start();
  pass(4);
  expect(lines.busy).toHaveLength(0);
  pass(1 + 2 * PROBE_INTERVAL_MS);
  for (const line of lines.busy) line.write();
  expect(prober.probes).toBe(3);
  expect(recording.probes.map(({ request }) => request)).toEqual([1, 2, 3]);
  expect(recording.probes.map(({ intendedNs }) => intendedNs)).toEqual(
    [0, 1, 2].map((n) => START_NS + n * PROBE_INTERVAL_MS * MS),
  );
});

test('no more are out than allowed; the others are skipped and counted', () => {
  const { lines, prober, pass } = start();
  pass(5 + PROBE_INTERVAL_MS * (MAX_PROBES_IN_FLIGHT + 2));
  expect(lines.busy).toHaveLength(MAX_PROBES_IN_FLIGHT);
  expect([prober.probes, prober.skipped]).toEqual([MAX_PROBES_IN_FLIGHT, 3]);
});

test('at the end it waits for answers, but not for long', async () => {
  const { recording, lines, prober, pass } = start();
  pass(5 + PROBE_INTERVAL_MS);
  const finished = prober.finish(200);
  lines.busy[0]!.answer(200);
  pass(200);
  await finished;
  expect(recording.probes.map(({ outcome }) => outcome)).toEqual([200, Outcome.Stopped]);
  expect(vi.getTimerCount()).toBe(0);
});

test('with no probe out, or when the last answer comes in, the end is at once', async () => {
  const { lines, prober, pass } = start();
  pass(5);
  const finished = prober.finish(200);
  lines.busy[0]!.answer(200);
  await finished;
  await prober.finish(200);
  expect(vi.getTimerCount()).toBe(0);
});
