// The pacer thread against setTimeout, in the same process and on the same schedule. Times are only compared.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nowNs } from '../clock.ts';
import { ThreadPacer } from './pacer.ts';

const MS = 1e6;
const COUNT = 60;
const GAP_MS = 5;

let pacer: ThreadPacer;

beforeAll(async () => {
  pacer = new ThreadPacer(new URL('../../workers/pacer.js', import.meta.url));
  await pacer.ready();
});

afterAll(() => pacer.close());

function schedule(): Float64Array<SharedArrayBuffer> {
  const timesNs = new Float64Array(new SharedArrayBuffer(COUNT * 8));
  const startNs = nowNs() + 10 * MS;
  for (let n = 0; n < COUNT; n++) timesNs[n] = startNs + n * GAP_MS * MS;
  return timesNs;
}

/** How far off each time was, in ms; negative = early. */
function pacedByThread(): Promise<number[]> {
  const timesNs = schedule();
  const offMs: number[] = [];
  return new Promise((resolve, reject) => {
    pacer.start(timesNs, {
      onDue: (due) => {
        const now = nowNs();
        while (offMs.length < due) offMs.push((now - timesNs[offMs.length]!) / MS);
        if (due === COUNT) resolve(offMs);
      },
      onFailure: reject,
    });
  });
}

async function pacedBySetTimeout(): Promise<number[]> {
  const timesNs = schedule();
  const waits = Array.from(timesNs, (timeNs) => {
    return new Promise<number>((resolve) => {
      setTimeout(() => resolve((nowNs() - timeNs) / MS), (timeNs - nowNs()) / MS);
    });
  });
  return Promise.all(waits);
}

function meanDeviation(offMs: readonly number[]): number {
  return offMs.reduce((sum, off) => sum + Math.abs(off), 0) / offMs.length;
}

test('is never early, and nearer to the schedule than setTimeout (best of three each)', async () => {
  let thread = Infinity;
  let timer = Infinity;
  for (let round = 0; round < 3; round++) {
    const offMs = await pacedByThread();
    expect(Math.min(...offMs)).toBeGreaterThanOrEqual(0);
    thread = Math.min(thread, meanDeviation(offMs));
    timer = Math.min(timer, meanDeviation(await pacedBySetTimeout()));
  }
  expect(thread).toBeLessThan(timer);
});

test('a stop ends the sleep at once: the next schedule starts on time', async () => {
  const far = new Float64Array(new SharedArrayBuffer(8)).fill(nowNs() + 3_600e9);
  const heard: number[] = [];
  const listener = { onDue: (due: number) => heard.push(due), onFailure: () => undefined };
  pacer.start(far, listener);
  pacer.stop();
  const offMs = await pacedByThread();
  expect(offMs).toHaveLength(COUNT);
  expect(heard).toEqual([]);
});

test('a module that cannot be loaded is said, not waited for', async () => {
  const broken = new ThreadPacer(new URL('./no-such-pacer.js', import.meta.url));
  await expect(broken.ready()).rejects.toThrow('the pacer thread failed');
  await broken.close();
});
