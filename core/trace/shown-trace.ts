// What a view of a trace reads: the columns of one run, growing or finished, and when they changed. Chart, table, numbers
// and details all read this; none of them knows a channel. Nothing here is told per span.
import type { RequestColumns } from './request-columns.ts';
import type { SpanColumns } from './span-columns.ts';

export interface ShownTrace {
  /** Number of the run in the feed; with it a view knows whether it still shows the same run. */
  readonly feedRun: number;
  readonly spans: SpanColumns;
  readonly requests: RequestColumns;
  /** Id of the run's first measured request; with it an id becomes what the request is called. */
  readonly firstRequestId: number;
  /** Records that were lost because a buffer was full. */
  readonly droppedRecords: number;
  /** Spans beyond what one trace keeps. */
  readonly notKept: number;
  /** Whether more may come. */
  readonly live: boolean;
  /** Grows with every change of the columns. */
  readonly revision: number;
  /**
   * Rows of `spans` that were written since `revision`, in any order, perhaps some of them twice; null when that is not
   * known any more. Where it is missing or null, every row may have changed.
   */
  changedSince?(revision: number): Uint32Array | null;
}

export interface TraceSource {
  /** What is shown now; null: nothing yet. The columns are replaced as a whole when another run is shown. */
  current(): ShownTrace | null;
  /** Told after every change (a batch, another run), at most once a batch; returns its undo. */
  subscribe(listener: () => void): () => void;
  /** ms from the run's start on the host's clock, up to which a growing span is drawn; NaN when nothing grows. */
  nowMs(): number;
}
