// The inference pool: tinypool, with what it lacks. It notices threads that exit (tinypool would wait for their task
// for ever), starts and replaces them a few at a time, so that the loop stays free meanwhile, gives every task a deadline
// of running time, and keeps lane numbers stable. The only file that imports
// tinypool.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { Tinypool, type Task } from 'tinypool';
import { poolLane } from '../../core/trace/lane.ts';
import { endGeneration } from '../../core/trace/ring.ts';
import { nowNs } from '../clock.ts';
import { createLaneTable, LaneTable } from './lane-table.ts';
import type { PoolResult, PoolTask, PoolThreadInit } from './pool-task.ts';
import { PoolQueue } from './task-queue.ts';

/** How often dead threads and overdue tasks are looked for. */
const SUPERVISION_MS = 100;
const POLL_MS = 2;
/** How long killed threads may take to end before nobody waits for them any more. */
const KILL_LIMIT_MS = 150;
/** After so many threads were killed at once, the others and the loop go first: a run that is stopped must end. */
const REST_AFTER_KILL_MS = 500;
/** Threads that load at the same time; one that is created holds the loop for some ms. */
const LOADING_AT_ONCE = Math.max(4, availableParallelism());
/** tinypool ends idle threads after this time, and would start them again for each task. */
const NEVER_IDLE_MS = 0x7fffffff;
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

interface RunningTask {
  readonly requestId: number;
  readonly abort: AbortController;
  failure: PoolFailure | null;
}

type IsMeant = (requestId: number) => boolean;

export class InferencePool {
  readonly threads: number;
  readonly maxQueue: number;
  private readonly pool: Tinypool;
  private readonly laneBuffer = createLaneTable();
  private readonly lanes = new LaneTable(this.laneBuffer);
  private readonly options: InferencePoolOptions;
  private readonly queue = new PoolQueue<Task>();
  /** Every thread that has not ended, killed ones too. */
  private readonly alive = new Set<Worker>();
  private readonly loading = new Set<Worker>();
  /** No thread is started before. */
  private restUntilNs = 0;
  private readonly running = new Map<number, RunningTask>();
  /** Requests of tasks whose thread was killed and has not ended, by sequence. */
  private readonly killed = new Map<number, number>();
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
      // Threads are started by `grow` only.
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: NEVER_IDLE_MS,
      // The bound is kept by `run`.
      maxQueue: Number.MAX_SAFE_INTEGER,
      taskQueue: this.queue,
      // With its default, what a task leaves un-awaited freezes when the task returns.
      useAtomics: false,
      workerData: { ...options.threadInit, lanes: this.laneBuffer } satisfies PoolThreadInit,
    });
    // An idle thread that dies has no task to reject; without a listener the error would end the process.
    this.pool.on('error', () => undefined);
    this.pool.options.maxThreads = 0;
    this.grow();
    this.supervision = setInterval(() => {
      this.supervise();
    }, SUPERVISION_MS);
    this.supervision.unref();
  }

  /** Tasks of these requests without an answer, or whose thread was killed and has not ended. */
  pending(isMeant: IsMeant): number {
    const atWork = new Set(this.lanes.tasksOlderThan(Infinity));
    let pending = 0;
    for (const { requestId } of this.running.values()) if (isMeant(requestId)) pending++;
    for (const [sequence, requestId] of this.killed) {
      if (!atWork.has(sequence)) this.killed.delete(sequence);
      else if (isMeant(requestId)) pending++;
    }
    return pending;
  }

  /** Resolves when every thread has loaded. @throws Error when none does for 30 s */
  async ready(): Promise<void> {
    let readyBefore = 0;
    let limitNs = nowNs() + READY_LIMIT_MS * 1e6;
    this.restUntilNs = 0;
    this.grow();
    while (this.loading.size > 0 || this.lanes.readyThreads() < this.threads) {
      if (this.closing) throw new Error('the inference pool was ended while it started');
      const ready = this.lanes.readyThreads();
      if (ready > readyBefore) limitNs = nowNs() + READY_LIMIT_MS * 1e6;
      readyBefore = ready;
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
    if (this.running.size >= this.threads + this.maxQueue) throw this.queueFull();
    const sequence = this.nextSequence;
    this.nextSequence = sequence === 0x7fffffff ? 1 : sequence + 1;
    const entry: RunningTask = {
      requestId: task.requestId,
      abort: new AbortController(),
      failure: null,
    };
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
   * Gives up every task of these requests, queued or running; threads that ran them are replaced, but not at once.
   * Resolves when they have ended, at the latest after KILL_LIMIT_MS.
   */
  async abandon(isMeant: IsMeant): Promise<void> {
    this.restUntilNs = nowNs() + REST_AFTER_KILL_MS * 1e6;
    for (const [sequence, entry] of this.running)
      if (isMeant(entry.requestId)) this.kill(sequence, entry, 'abandoned');
    const limitNs = nowNs() + KILL_LIMIT_MS * 1e6;
    do await poll();
    while (this.pending(isMeant) > 0 && nowNs() < limitNs);
  }

  /** Ends every thread; what was running is given up first, so that its spans are closed. */
  async destroy(): Promise<void> {
    clearInterval(this.supervision);
    await this.abandon(() => true);
    this.closing = true;
    await this.pool.destroy();
    // tinypool forgets threads that it has killed; the next pool writes into the same rings.
    while (this.alive.size > 0) await poll();
  }

  private explain(error: unknown, failure: PoolFailure | null): PoolError {
    const message = error instanceof Error ? error.message : String(error);
    if (failure === 'deadline')
      return new PoolError(failure, `the task ran for more than ${this.deadlineMs} ms`);
    if (failure === 'abandoned') return new PoolError(failure, 'the run was stopped');
    if (message.startsWith(THREAD_DIED)) return new PoolError('thread-died', message);
    return new PoolError('threw', message);
  }

  private queueFull(): PoolError {
    return new PoolError('queue-full', `the pool's queue is full (${this.maxQueue} tasks)`);
  }

  private kill(sequence: number, entry: RunningTask, failure: PoolFailure): void {
    entry.failure = failure;
    this.killed.set(sequence, entry.requestId);
    entry.abort.abort();
  }

  private supervise(): void {
    this.grow();
    if (this.deadlineMs === Infinity) return;
    for (const sequence of this.lanes.tasksOlderThan(nowNs() - this.deadlineMs * 1e6)) {
      const entry = this.running.get(sequence);
      if (entry === undefined || entry.failure !== null) continue;
      this.kill(sequence, entry, 'deadline');
    }
    this.grow();
  }

  /** Starts threads that are missing, a few now and the others when these have loaded. */
  private grow(): void {
    if (this.closing || nowNs() < this.restUntilNs) return;
    const { options } = this.pool;
    while (this.loading.size < LOADING_AT_ONCE && this.pool.threads.length < this.threads) {
      options.maxThreads = this.pool.threads.length + 1;
      this.queue.pretendWaiting(() => {
        this.pool.run(null).catch(() => undefined);
      });
      // Tasks wait for the threads there are: a burst of them must not start many threads at once.
      options.maxThreads = 0;
      this.watchThreads();
    }
  }

  /** Listens to threads that are new since the last call. */
  private watchThreads(): void {
    for (const wrapper of this.pool.threads as unknown as readonly { thread: Worker }[]) {
      const worker = wrapper.thread;
      if (this.alive.has(worker)) continue;
      this.alive.add(worker);
      this.loading.add(worker);
      const { threadId } = worker;
      // Its first message says that it has loaded.
      worker.once('message', () => {
        this.loading.delete(worker);
        this.grow();
      });
      worker.once('exit', (code) => {
        this.alive.delete(worker);
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
    // One that cannot load is tried again by the supervision, not at once and for ever.
    if (!this.loading.delete(wrapper.thread)) this.grow();
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
