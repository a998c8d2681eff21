// The sending end of the feed for one run: numbers the batches and makes snapshots. It never waits for a consumer.
import { encodeFeedBatch, FeedKind } from '../core/contract/feed.ts';
import type { TraceStore } from '../core/trace/trace-store.ts';

export class FeedPublisher {
  private readonly store: TraceStore;
  private readonly run: number;
  private sequence = 0;
  private toldDropped = 0;

  /** @param run number of the run in this host, ascending from 1 */
  constructor(store: TraceStore, run: number) {
    this.store = store;
    this.run = run;
  }

  /** What changed since the last call, packed; null when nothing did. Lost records are news of their own. */
  nextBatch(droppedRecords: number): ArrayBuffer | null {
    const rows = this.store.takeChanged();
    if (rows.length === 0 && droppedRecords === this.toldDropped) return null;
    this.toldDropped = droppedRecords;
    this.sequence++;
    return this.encode(FeedKind.Changes, rows, droppedRecords);
  }

  /** Everything up to the last batch and since, packed; the next batch follows it. */
  snapshot(droppedRecords: number): ArrayBuffer {
    const rows = Int32Array.from({ length: this.store.spans.length }, (_, at) => at);
    return this.encode(FeedKind.Snapshot, rows, droppedRecords);
  }

  private encode(kind: FeedKind, rows: Int32Array, droppedRecords: number): ArrayBuffer {
    const { spans, startNs, firstRequestId } = this.store;
    const { run, sequence } = this;
    const header = {
      run,
      sequence,
      kind,
      totalRows: spans.length,
      droppedRecords,
      notKept: spans.notKept,
      startNs,
      firstRequestId,
    };
    return encodeFeedBatch(header, spans, rows);
  }
}
