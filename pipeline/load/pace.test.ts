import { expect, test } from 'vitest';
import { AHEAD_NS, pace, PACER_ACTIVE } from './pace.ts';

const MS = 1e6;

function scheduleOf(timesMs: number[]): SharedArrayBuffer {
  const timesNs = new Float64Array(new SharedArrayBuffer(timesMs.length * 8));
  timesNs.set(timesMs.map((ms) => ms * MS));
  return timesNs.buffer;
}

function controlOf(active: number): Int32Array<SharedArrayBuffer> {
  const control = new Int32Array(new SharedArrayBuffer(4));
  control[PACER_ACTIVE] = active;
  return control;
}

test('announces each time shortly before it comes, those that are near together', () => {
  const timesMs = [0, 0, 2, 2.01, 6];
  const reports: { announced: number; atMs: number }[] = [];
  let nowMs = 0;
  const clock = () => (nowMs += 0.1) * MS;
  const order = { schedule: 1, timesNs: scheduleOf(timesMs) };
  pace(order, controlOf(1), ({ announced }) => reports.push({ announced, atMs: nowMs }), clock);
  expect(reports.map(({ announced }) => announced)).toEqual([2, 4, 5]);
  for (const { announced, atMs } of reports) {
    const earlyMs = timesMs[announced - 1]! - atMs;
    expect(earlyMs).toBeLessThanOrEqual(AHEAD_NS / MS);
  }
});

test('a schedule that may not run (any more) is left at once', () => {
  const control = controlOf(1);
  const reports: number[] = [];
  const order = { schedule: 1, timesNs: scheduleOf([0, 1e9]) };
  pace(order, control, ({ announced }) => {
    reports.push(announced);
    Atomics.store(control, PACER_ACTIVE, 2);
  });
  pace(order, control, ({ announced }) => reports.push(announced));
  expect(reports).toEqual([1]);
});
