// The pacer thread's side: sleep until each time of a schedule and say how many are due. It blocks its own
// thread, which therefore does nothing else; a word of shared memory names the schedule that may run, and changing
// it with a notify ends the sleep at once.
import { nowNs as clockNowNs } from '../clock.ts';

/** Index of the word that holds the number of the schedule that may run; any other number stops it. */
export const PACER_ACTIVE = 0;

export interface PaceOrder {
  readonly schedule: number;
  /** Float64Array of absolute ns, ascending. */
  readonly timesNs: SharedArrayBuffer;
}

export interface PaceReport {
  readonly schedule: number;
  /** So many times of the schedule are past. */
  readonly due: number;
}

export function pace(
  order: PaceOrder,
  control: Int32Array<SharedArrayBuffer>,
  report: (report: PaceReport) => void,
  nowNs = clockNowNs,
): void {
  const { schedule } = order;
  const timesNs = new Float64Array(order.timesNs);
  let due = 0;
  while (due < timesNs.length && Atomics.load(control, PACER_ACTIVE) === schedule) {
    const now = nowNs();
    const waitNs = timesNs[due]! - now;
    if (waitNs > 0) {
      Atomics.wait(control, PACER_ACTIVE, schedule, waitNs / 1e6);
      continue;
    }
    while (due < timesNs.length && timesNs[due]! <= now) due++;
    report({ schedule, due });
  }
}
