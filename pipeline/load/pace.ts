// The pacer thread's side: sleep until shortly before each time of a schedule, then say so. It blocks its own
// thread, which therefore does nothing else; a word of shared memory names the schedule that may run, and changing
// it with a notify ends the sleep at once.
import { nowNs as clockNowNs } from '../clock.ts';

/** Index of the word that holds the number of the schedule that may run; any other number stops it. */
export const PACER_ACTIVE = 0;

/**
 * How long before a time it is announced (ns). A sleep ends 0.1 ms late as a rule and the message takes 0.05 ms more
 * (2 cores, idle); the receiver holds back what comes too early.
 */
export const AHEAD_NS = 150_000;

export interface PaceOrder {
  readonly schedule: number;
  /** Float64Array of absolute ns, ascending. */
  readonly timesNs: SharedArrayBuffer;
}

export interface PaceReport {
  readonly schedule: number;
  /** So many times of the schedule are past, or are so within AHEAD_NS. */
  readonly announced: number;
}

export function pace(
  order: PaceOrder,
  control: Int32Array<SharedArrayBuffer>,
  report: (report: PaceReport) => void,
  nowNs = clockNowNs,
): void {
  const { schedule } = order;
  const timesNs = new Float64Array(order.timesNs);
  let announced = 0;
  while (announced < timesNs.length && Atomics.load(control, PACER_ACTIVE) === schedule) {
    const horizonNs = nowNs() + AHEAD_NS;
    const waitNs = timesNs[announced]! - horizonNs;
    if (waitNs > 0) {
      Atomics.wait(control, PACER_ACTIVE, schedule, waitNs / 1e6);
      continue;
    }
    while (announced < timesNs.length && timesNs[announced]! <= horizonNs) announced++;
    report({ schedule, announced });
  }
}
