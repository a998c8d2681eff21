// Says when scheduled requests are due. setTimeout is up to 0.9 ms early and up to 4 ms late, so a second thread
// sleeps in Atomics.wait instead; this is the generator's end of it. The thread announces a time a moment before it
// comes, and this end turns the loop (which reads its sockets meanwhile) until it is there: never early, and rarely
// for more than a few turns. A timer stands by, for where cores are scarce: then two threads wait for one instead of
// one (2 busy threads on 2 cores: p99 5.2 ms with it, 7.7 without). It sends nothing and knows no requests.
import { Worker } from 'node:worker_threads';
import { nowNs } from '../clock.ts';
import { PACER_ACTIVE, type PaceOrder, type PaceReport } from './pace.ts';

export interface PacerListener {
  /** So many times of the schedule are past; called whenever the number grew. */
  onDue(due: number): void;
  /** The schedule cannot be kept any more. */
  onFailure(error: Error): void;
}

export interface Pacer {
  /** Resolves when the pacer can keep time; rejects when it cannot be had. */
  ready(): Promise<void>;
  /** Keeps a schedule of absolute times, ascending. Ends what was started before. */
  start(timesNs: Float64Array<SharedArrayBuffer>, listener: PacerListener): void;
  /** At once: the listener hears no more. */
  stop(): void;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** First message of the pacer thread. */
export const PACER_READY = 'ready';

export interface PacerThreadData {
  readonly control: SharedArrayBuffer;
}

export class ThreadPacer implements Pacer {
  private readonly control = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly thread: Worker;
  private readonly started = Promise.withResolvers<undefined>();
  private failure: Error | null = null;
  private schedule = 0;
  private listener: PacerListener | null = null;
  private timesNs = new Float64Array(new SharedArrayBuffer(0));
  private announced = 0;
  private due = 0;
  private turning: NodeJS.Immediate | null = null;
  private standby: NodeJS.Timeout | null = null;

  constructor(moduleUrl: string | URL) {
    const workerData: PacerThreadData = { control: this.control.buffer };
    this.thread = new Worker(new URL(moduleUrl), { workerData });
    this.thread.on('message', (message: PaceReport | typeof PACER_READY) => {
      if (message === PACER_READY) this.started.resolve(undefined);
      else if (message.schedule === this.schedule) this.announce(message.announced);
    });
    this.thread.on('error', (cause) => this.fail(cause));
  }

  async ready(): Promise<void> {
    if (this.failure === null) await this.started.promise;
    if (this.failure !== null) throw this.failure;
  }

  start(timesNs: Float64Array<SharedArrayBuffer>, listener: PacerListener): void {
    this.activate(this.schedule + 1);
    this.listener = listener;
    this.timesNs = timesNs;
    this.announced = 0;
    this.due = 0;
    const order: PaceOrder = { schedule: this.schedule, timesNs: timesNs.buffer };
    this.thread.postMessage(order);
    this.release();
  }

  stop(): void {
    this.listener = null;
    this.activate(this.schedule + 1);
  }

  async close(): Promise<void> {
    this.stop();
    await this.thread.terminate();
  }

  private announce(announced: number): void {
    this.announced = announced;
    if (this.turning === null) this.release();
  }

  private readonly release = (): void => {
    this.clearTimers();
    const now = nowNs();
    const before = this.due;
    while (this.timesNs[this.due]! <= now) this.due++;
    const nextNs = this.timesNs[this.due];
    if (this.due < this.announced) this.turning = setImmediate(this.release);
    else if (nextNs !== undefined) this.standby = setTimeout(this.release, waitMs(nextNs - now));
    if (this.due > before) this.listener?.onDue(this.due);
  };

  private clearTimers(): void {
    if (this.turning !== null) clearImmediate(this.turning);
    if (this.standby !== null) clearTimeout(this.standby);
    this.turning = null;
    this.standby = null;
  }

  private activate(schedule: number): void {
    this.clearTimers();
    this.schedule = schedule;
    Atomics.store(this.control, PACER_ACTIVE, schedule);
    Atomics.notify(this.control, PACER_ACTIVE);
  }

  private fail(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.failure = new Error(`the pacer thread failed: ${reason}`, { cause });
    this.started.resolve(undefined);
    this.listener?.onFailure(this.failure);
  }
}

/** Not before the time: setTimeout cuts off the fraction. */
function waitMs(waitNs: number): number {
  return Math.max(1, Math.ceil(waitNs / 1e6));
}
