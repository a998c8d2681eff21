// What the loop hands to a pool thread and what it gets back. Expected failures are values, so that they cross the
// thread boundary unharmed.
import type { Scenario } from '../../core/contract/scenario.ts';

export interface PoolTask {
  /** Counts over the life of a pool; names the task in the lane table. */
  readonly sequence: number;
  /** 0: not recorded. */
  readonly requestId: number;
  readonly inferenceKind: Scenario['inferenceKind'];
  readonly inferenceMs: number;
  readonly featureValue: number;
  /** Set when the whole handler runs on the thread (mode sync-pool). */
  readonly fetch: {
    readonly itemId: number;
    readonly index: number;
    readonly timeoutMs: number;
  } | null;
}

/** When the task started, and how long its fetch took (0 when it made none). */
interface TaskTimes {
  readonly startNs: number;
  readonly fetchMs: number;
}

export type PoolResult = TaskTimes &
  (
    | {
        readonly outcome: 'ok';
        readonly prediction: number;
        /** From the fetch, when the task made one. */
        readonly metadata: string | null;
        readonly inferenceMs: number;
      }
    | { readonly outcome: 'fetch-timeout' }
    | { readonly outcome: 'fetch-failed'; readonly reason: string }
  );

/** What every pool thread is started with. */
export interface PoolThreadInit {
  readonly lanes: SharedArrayBuffer;
  /** Ring of pool thread 1, 2, … */
  readonly rings: readonly SharedArrayBuffer[];
  readonly blockingIoChannel: string;
  readonly featureOrigin: string;
  readonly spinStepsPerMs: number;
}
