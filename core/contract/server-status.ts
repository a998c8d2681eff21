// A few counters of the server thread in shared memory, so that the host can read them while the loop is blocked
// and after the thread was terminated. Written by the server's loop only; the one slot that goes the other way is the
// selected mode, which must reach requests that arrive while the loop has no time for commands.
import { MODES, type Mode } from './scenario.ts';

/** Place of each counter in the int32 array. */
export const ServerCounter = {
  /** Beats of the loop's heartbeat. */
  Heartbeats: 0,
  RequestsInFlight: 1,
  /** Background tasks accepted into the queue. */
  BackgroundAccepted: 3,
  /** … refused because the queue was full. */
  BackgroundRefused: 4,
  /** … whose row was handed over to the writer. */
  BackgroundHandedOver: 5,
  /** … whose row the writer reported as committed. */
  BackgroundCommitted: 6,
  /** … whose row could not be written. */
  BackgroundFailed: 7,
  /** … given up on a stop before their row was handed over. */
  BackgroundAbandoned: 8,
  /** Pool threads that exited and were replaced. */
  PoolThreadExits: 9,
  /** Written by the host: the mode of /predict, as its place in MODES + 1; 0 = as the scenario says. */
  SelectedMode: 10,
} as const;
export type ServerCounter = (typeof ServerCounter)[keyof typeof ServerCounter];

const COUNTERS = 16;

export function createServerStatus(): SharedArrayBuffer {
  return new SharedArrayBuffer(COUNTERS * Int32Array.BYTES_PER_ELEMENT);
}

export class ServerStatus {
  private readonly counters: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.counters = new Int32Array(buffer);
  }

  read(counter: ServerCounter): number {
    return Atomics.load(this.counters, counter);
  }

  add(counter: ServerCounter, by = 1): void {
    Atomics.add(this.counters, counter, by);
  }

  set(counter: ServerCounter, value: number): void {
    Atomics.store(this.counters, counter, value);
  }

  /** Host: requests to /predict that arrive from now on run in this mode. */
  selectMode(mode: Mode): void {
    this.set(ServerCounter.SelectedMode, MODES.indexOf(mode) + 1);
  }

  /** Server: the mode that the host has selected; null when it has not. */
  selectedMode(): Mode | null {
    return MODES[this.read(ServerCounter.SelectedMode) - 1] ?? null;
  }
}
