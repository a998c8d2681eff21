// Calibrated work: a fixed number of dependent integer operations for every millisecond asked for. It is work, not
// time: with more threads than cores it takes longer, as real inference would.
import { nowNs } from '../clock.ts';

let sink = 0;

/** Does `iterations` steps of work on the calling thread. */
export function spin(iterations: number): void {
  let x = 0x2545f491;
  // Nothing that can leave int32: a sum that overflowed in unoptimised code made V8 compile it as a
  // double, three times slower, for the life of a thread, and in some threads only.
  for (let n = 0; n < iterations; n++) x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) ^ n;
  // Kept, so that the loop cannot be optimised away.
  sink ^= x;
}

/** What the work left behind; read it to prove that work was done. */
export function spinResidue(): number {
  return sink;
}

/** Steps until `spin` runs at its full speed: 0.3 million on Node 24, measured; every pool thread does them at its start. */
const WARM_UP_STEPS = 500_000;
/** Rounds short enough (about 2 ms) for some to be undisturbed on a busy machine. */
const ROUND_STEPS = 1_000_000;
const ROUNDS = 30;

/** Compiles `spin` on the calling thread, so that the first task is no slower than the next. */
export function warmSpin(): void {
  spin(WARM_UP_STEPS);
}

/**
 * Measures how many steps one millisecond of an undisturbed core does: the best of several rounds. Not by CPU time:
 * some systems count it in ticks of 4 ms.
 */
export function calibrateSpin(): number {
  warmSpin();
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = nowNs();
    spin(ROUND_STEPS);
    best = Math.max(best, (ROUND_STEPS / (nowNs() - before)) * 1e6);
  }
  return best;
}
