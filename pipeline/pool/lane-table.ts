// Who holds which pool lane, in shared memory: one row a thread number. A thread that replaces a dead one waits here
// until the dead one has really ended, so that a ring never has two producers.
//
//   int32 per lane: 0 state (0 free, 1 held, 2 ready)  1 thread id  2 sequence of the running task (0 = idle)
//   float64 per lane: ns when the running task started
import { MAX_POOL_THREADS } from '../../core/trace/lane.ts';

const INTS = 4;
const STATE = 0;
const THREAD_ID = 1;
const TASK = 2;
const STARTS_AT_BYTE = MAX_POOL_THREADS * INTS * 4;
const FREE = 0;
const HELD = 1;
const READY = 2;

export function createLaneTable(): SharedArrayBuffer {
  return new SharedArrayBuffer(STARTS_AT_BYTE + MAX_POOL_THREADS * 8);
}

export class LaneTable {
  private readonly ints: Int32Array;
  private readonly starts: Float64Array;

  constructor(buffer: SharedArrayBuffer) {
    this.ints = new Int32Array(buffer, 0, MAX_POOL_THREADS * INTS);
    this.starts = new Float64Array(buffer, STARTS_AT_BYTE, MAX_POOL_THREADS);
  }

  /** Takes a lane for the calling thread; blocks while its former holder is ending. @throws Error after `limitMs` */
  claim(thread: number, threadId: number, limitMs: number): void {
    const at = (thread - 1) * INTS + STATE;
    for (;;) {
      const before = Atomics.compareExchange(this.ints, at, FREE, HELD);
      if (before === FREE) break;
      if (Atomics.wait(this.ints, at, before, limitMs) === 'timed-out') {
        throw new Error(`pool lane ${thread} was not freed within ${limitMs} ms`);
      }
    }
    Atomics.store(this.ints, at - STATE + THREAD_ID, threadId);
  }

  setReady(thread: number): void {
    Atomics.store(this.ints, (thread - 1) * INTS + STATE, READY);
  }

  /** Thread number of the lane that a thread holds; null when it holds none. */
  heldBy(threadId: number): number | null {
    for (let thread = 1; thread <= MAX_POOL_THREADS; thread++) {
      const row = (thread - 1) * INTS;
      if (
        Atomics.load(this.ints, row + STATE) === FREE ||
        Atomics.load(this.ints, row + THREAD_ID) !== threadId
      ) {
        continue;
      }
      return thread;
    }
    return null;
  }

  /** Frees the lane of a dead thread: whoever waits for it goes on at once. */
  free(thread: number): void {
    const row = (thread - 1) * INTS;
    Atomics.store(this.ints, row + THREAD_ID, 0);
    Atomics.store(this.ints, row + TASK, 0);
    Atomics.store(this.ints, row + STATE, FREE);
    Atomics.notify(this.ints, row + STATE);
  }

  readyThreads(): number {
    let ready = 0;
    for (let thread = 0; thread < MAX_POOL_THREADS; thread++) {
      if (Atomics.load(this.ints, thread * INTS + STATE) === READY) ready++;
    }
    return ready;
  }

  beginTask(thread: number, sequence: number, startNs: number): void {
    this.starts[thread - 1] = startNs;
    Atomics.store(this.ints, (thread - 1) * INTS + TASK, sequence);
  }

  endTask(thread: number): void {
    Atomics.store(this.ints, (thread - 1) * INTS + TASK, 0);
  }

  /** Sequences of the tasks that have been running since before `startedBeforeNs`. */
  tasksOlderThan(startedBeforeNs: number): number[] {
    const old: number[] = [];
    for (let thread = 0; thread < MAX_POOL_THREADS; thread++) {
      const sequence = Atomics.load(this.ints, thread * INTS + TASK);
      if (sequence !== 0 && (this.starts[thread] ?? Infinity) < startedBeforeNs) old.push(sequence);
    }
    return old;
  }
}
