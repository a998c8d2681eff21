// The receiving end of the feed: keeps a copy of the run's span columns equal to the host's. A batch that does not
// follow the last one is not applied; the consumer says so, and its owner asks for a snapshot.
import { decodeFeedBatch, FeedKind, type FeedBatch } from '../contract/feed.ts';
import { MAX_TRACE_SPANS } from '../contract/limits.ts';
import { SpanColumns, type SpanRow } from './span-columns.ts';
import { SpanKind } from './span-kind.ts';

/** `gap`: a batch is missing, ask for a snapshot. `old`: known already, nothing to do. */
export type FeedResult = 'applied' | 'gap' | 'old';

export class FeedConsumer {
  spans = new SpanColumns(MAX_TRACE_SPANS);
  /** Number of the run that is shown; 0 before the first batch. */
  run = 0;
  sequence = 0;
  droppedRecords = 0;
  /** Id of the run's first measured request. */
  firstRequestId = 0;
  private readonly row: SpanRow = {
    kind: SpanKind.Unaccounted,
    lane: 0,
    request: 0,
    startMs: 0,
    endMs: 0,
    flags: 0,
    value: 0,
    code: 0,
    source: 0,
    generation: 0,
  };

  /** Takes a packed batch. @throws Error when it is none */
  apply(packed: ArrayBuffer): FeedResult {
    const batch = decodeFeedBatch(packed);
    if (batch.kind === FeedKind.Snapshot) {
      if (batch.run < this.run || (batch.run === this.run && batch.sequence < this.sequence))
        return 'old';
      this.spans = new SpanColumns(MAX_TRACE_SPANS);
      this.take(batch);
      return 'applied';
    }
    const beginsRun = batch.run > this.run && batch.sequence === 1;
    if (batch.run < this.run || (batch.run === this.run && batch.sequence <= this.sequence))
      return 'old';
    if (!beginsRun && (batch.run !== this.run || batch.sequence !== this.sequence + 1))
      return 'gap';
    if (beginsRun) this.spans = new SpanColumns(MAX_TRACE_SPANS);
    this.take(batch);
    return 'applied';
  }

  private take(batch: FeedBatch): void {
    this.run = batch.run;
    this.sequence = batch.sequence;
    this.droppedRecords = batch.droppedRecords;
    this.firstRequestId = batch.firstRequestId;
    for (let n = 0; n < batch.rows; n++) {
      batch.readRow(n, this.row);
      const at = batch.rowIndex(n);
      if (at < this.spans.length) this.spans.set(at, this.row);
      else this.spans.push(this.row);
    }
  }
}
