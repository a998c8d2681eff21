// The inference pool: tinypool, with what it lacks. It notices threads that exit (tinypool would wait for their task
// for ever), replaces them, gives every task a deadline of running time, and keeps lane numbers stable. The only file
// that imports tinypool.
import type { Worker } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { poolLane } from '../../core/trace/lane.ts';
import { endGeneration } from '../../core/trace/ring.ts';
import { nowNs } from '../clock.ts';
import { createLaneTable, LaneTable } from './lane-table.ts';
import type { PoolResult, PoolTask, PoolThreadInit } from './pool-task.ts';

/** How often dead threads and overdue tasks are looked for. */
const SUPERVISION_MS = 100;
const POLL_MS = 2;
/** How long killed threads may take to end before nobody waits for them any more. */
const KILL_LIMIT_MS = 300;
const READY_LIMIT_MS = 30_000;

/** Why a task gave no result. */
export type PoolFailure = 'queue-full' | 'deadline' | 'abandoned' | 'thread-died' | 'threw';

export class PoolError extends Error {
  readonly failure: PoolFailure;

  constructor(failure: PoolFailure, message: string) {
    super(message);
    this.name = 'PoolError';
    this.failure = failure;
  }
}

export interface InferencePoolOptions {
  readonly threads: number;
  readonly maxQueue: number;
  readonly workerUrl: string;
  readonly threadInit: Omit<PoolThreadInit, 'lanes'>;
  /** Told of every thread that ended before its pool did. */
  readonly onThreadExit: (lane: number, generation: number, timeNs: number) => void;
}

export class InferencePool {
  readonly threads: number;
  readonly maxQueue: number;
  private readonly pool: Tinypool;
  private readonly laneBuffer = createLaneTable();
  private readonly lanes = new LaneTable(this.laneBuffer);
  private readonly options: InferencePoolOptions;
  private readonly watched = new WeakSet<Worker>();
  private readonly running = new Map<
    number,
    { readonly abort: AbortController; failure: PoolFailure | null }
  >();
  private readonly supervision: NodeJS.Timeout;
  private nextSequence = 1;
  private deadlineMs = Infinity;
  private closing = false;

  constructor(options: InferencePoolOptions) {
    this.options = options;
    this.threads = options.threads;
    this.maxQueue = options.maxQueue;
    this.pool = new Tinypool({
      filename: options.workerUrl,
      name: 'run',
      minThreads: options.threads,
      maxThreads: options.threads,
      maxQueue: options.maxQueue,
      // With its default, what a task leaves un-awaited freezes when the task returns.
      useAtomics: false,
      workerData: { ...options.threadInit, lanes: this.laneBuffer } satisfies PoolThreadInit,
    });
    // An idle thread that dies has no task to reject; without a listener the error would end the process.
    this.pool.on('error', () => undefined);
    this.watchThreads();
    this.supervision = setInterval(() => {
      this.supervise();
    }, SUPERVISION_MS);
    this.supervision.unref();
  }

  /** Tasks without an answer, and threads that are at work: a killed one until it has ended. */
  get pending(): number {
    return Math.max(this.running.size, this.lanes.tasksOlderThan(Infinity).length);
  }

  /** Resolves when every thread has loaded. @throws Error when one does not within 30 s */
  async ready(): Promise<void> {
    const limitNs = nowNs() + READY_LIMIT_MS * 1e6;
    while (this.lanes.readyThreads() < this.threads) {
      if (nowNs() > limitNs) {
        throw new Error(
          `only ${this.lanes.readyThreads()} of ${this.threads} pool threads started`,
        );
      }
      await poll();
    }
  }

  /** Running time after which a task is killed with its thread. */
  setDeadline(deadlineMs: number): void {
    this.deadlineMs = deadlineMs;
  }

  /**
   * Runs one task on a free thread, first come first served.
   * @throws PoolError when it gave no result
   */
  async run(task: Omit<PoolTask, 'sequence'>): Promise<PoolResult> {
    const sequence = this.nextSequence;
    this.nextSequence = sequence === 0x7fffffff ? 1 : sequence + 1;
    const entry = { abort: new AbortController(), failure: null as PoolFailure | null };
    this.running.set(sequence, entry);
    try {
      return (await this.pool.run(
        { ...task, sequence },
        { signal: entry.abort.signal },
      )) as PoolResult;
    } catch (error) {
      throw this.explain(error, entry.failure);
    } finally {
      this.running.delete(sequence);
    }
  }

  /**
   * Gives up every task, queued or running; threads that were running are replaced. Resolves when
   * they have ended (their spans are closed then), at the latest after KILL_LIMIT_MS.
   */
  async abandon(): Promise<void> {
    for (const entry of this.running.values()) {
      entry.failure = 'abandoned';
      entry.abort.abort();
    }
    this.watchThreads();
    const limitNs = nowNs() + KILL_LIMIT_MS * 1e6;
    while (this.lanes.tasksOlderThan(Infinity).length > 0 && nowNs() < limitNs) await poll();
  }

  /** Ends every thread; what was running is given up first, so that its spans are closed. */
  async destroy(): Promise<void> {
    await this.abandon();
    this.closing = true;
    clearInterval(this.supervision);
    await this.pool.destroy();
  }

  private explain(error: unknown, failure: PoolFailure | null): PoolError {
    const message = error instanceof Error ? error.message : String(error);
    if (failure === 'deadline')
      return new PoolError(failure, `the task ran for more than ${this.deadlineMs} ms`);
    if (failure === 'abandoned') return new PoolError(failure, 'the run was stopped');
    if (message === 'Task queue is at limit' || message.startsWith('No task queue available')) {
      return new PoolError('queue-full', `the pool's queue is full (${this.maxQueue} tasks)`);
    }
    if (message.startsWith(THREAD_DIED)) return new PoolError('thread-died', message);
    return new PoolError('threw', message);
  }

  private supervise(): void {
    this.watchThreads();
    if (this.deadlineMs === Infinity) return;
    for (const sequence of this.lanes.tasksOlderThan(nowNs() - this.deadlineMs * 1e6)) {
      const entry = this.running.get(sequence);
      if (entry === undefined || entry.failure !== null) continue;
      entry.failure = 'deadline';
      entry.abort.abort();
    }
    this.watchThreads();
  }

  /** Listens to threads that are new since the last call. */
  private watchThreads(): void {
    for (const wrapper of this.pool.threads as unknown as readonly { thread: Worker }[]) {
      const worker = wrapper.thread;
      if (this.watched.has(worker)) continue;
      this.watched.add(worker);
      const { threadId } = worker;
      worker.once('exit', (code) => {
        this.threadExited(wrapper, threadId, code);
      });
    }
  }

  private threadExited(wrapper: { thread: Worker }, threadId: number, code: number): void {
    if (this.closing) return;
    const exitNs = nowNs();
    const ring = this.freeLane(threadId, exitNs);
    // tinypool only handles 'error'; a bare exit would leave the task pending and the thread's place taken.
    const stillListed = (this.pool.threads as unknown as readonly unknown[]).includes(wrapper);
    if (stillListed)
      wrapper.thread.emit(
        'error',
        new Error(`${THREAD_DIED} ${ring ?? '?'} exited with code ${code}`),
      );
    this.watchThreads();
  }

  private freeLane(threadId: number, exitNs: number): number | null {
    const thread = this.lanes.heldBy(threadId);
    if (thread === null) return null;
    const ring = this.options.threadInit.rings[thread - 1];
    // Before the lane is free: the successor waits for it, and reads its generation at once.
    const generation = ring === undefined ? 0 : endGeneration(ring);
    this.lanes.free(thread);
    this.options.onThreadExit(poolLane(thread), generation, exitNs);
    return thread;
  }
}

const THREAD_DIED = 'pool thread';

function poll(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
