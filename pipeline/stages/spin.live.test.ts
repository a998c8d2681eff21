// Calibrated work: the same everywhere, whoever does it. Speeds are compared with each other.
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { nowNs } from '../clock.ts';
import { infer } from './infer.ts';
import { calibrateSpin, spin, spinResidue } from './spin.ts';

function takesMs(work: () => void): number {
  const before = nowNs();
  work();
  return (nowNs() - before) / 1e6;
}

/** The least disturbed of several tries. */
function least(tries: number, measure: () => number): number {
  return Math.min(...Array.from({ length: tries }, measure));
}

test('calibration finds the same speed again, and work takes the time that was asked for', () => {
  const stepsPerMs = calibrateSpin();
  expect(calibrateSpin() / stepsPerMs).toBeGreaterThan(0.7);
  expect(calibrateSpin() / stepsPerMs).toBeLessThan(1.4);
  for (const ms of [5, 20]) {
    const tookMs = least(8, () => takesMs(() => infer('cpu', ms, stepsPerMs, 1)));
    expect(tookMs / ms).toBeGreaterThan(0.7);
    expect(tookMs / ms).toBeLessThan(1.5);
  }
});

test('every thread works at the same speed, also one that is new', async () => {
  const stepsPerMs = calibrateSpin();
  // The built one, as pool threads load it: types are not stripped everywhere.
  const built = '../../dist/pipeline/stages/spin.js';
  const module = new URL(built, import.meta.url).href;
  const source = `
    import { parentPort } from 'node:worker_threads';
    import { spin, warmSpin } from '${module}';
    warmSpin();
    const took = [];
    for (let n = 0; n < 8; n++) {
      const before = process.hrtime.bigint();
      spin(${Math.round(20 * stepsPerMs)});
      took.push(Number(process.hrtime.bigint() - before) / 1e6);
    }
    parentPort.postMessage(Math.min(...took));`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  for (let n = 0; n < 4; n++) {
    const worker = new Worker(url);
    const tookMs = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
    });
    await worker.terminate();
    expect(tookMs / 20).toBeGreaterThan(0.7);
    expect(tookMs / 20).toBeLessThan(1.6);
  }
});

test('the work is done and leaves something behind; none takes no time', () => {
  const before = spinResidue();
  spin(1000);
  expect(spinResidue()).not.toBe(before);
  spin(0);
  expect(least(8, () => takesMs(() => infer('sleep', 0, 1, 3)))).toBeLessThan(
    least(8, () => takesMs(() => infer('sleep', 5, 1, 3))),
  );
  expect(infer('sleep', 1, 1, 3)).toBe(6);
  expect(infer('cpu', 1, 1, -0.5)).toBe(-1);
});
