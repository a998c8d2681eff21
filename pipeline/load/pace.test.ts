import { expect, test } from 'vitest';
import { pace, PACER_ACTIVE } from './pace.ts';

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

test('reports how many are due, those that are past together, none before its time', () => {
  const reports: { due: number; atMs: number }[] = [];
  let nowMs = 0;
  const clock = () => (nowMs += 0.5) * MS;
  const order = { schedule: 1, timesNs: scheduleOf([0, 0, 2, 2.2, 6]) };
  pace(order, controlOf(1), ({ due }) => reports.push({ due, atMs: nowMs }), clock);
  expect(reports.map(({ due }) => due)).toEqual([2, 3, 4, 5]);
  for (const { due, atMs } of reports)
    expect(atMs).toBeGreaterThanOrEqual([0, 0, 2, 2.2, 6][due - 1]!);
});

test('a schedule that may not run (any more) is left at once', () => {
  const control = controlOf(1);
  const reports: number[] = [];
  const order = { schedule: 1, timesNs: scheduleOf([0, 1e9]) };
  pace(order, control, ({ due }) => {
    reports.push(due);
    Atomics.store(control, PACER_ACTIVE, 2);
  });
  pace(order, control, ({ due }) => reports.push(due));
  expect(reports).toEqual([1]);
});
