// This window's copy of one run: its columns, when they changed, and the face that views are shown. Knows nothing of what is
// shown or where batches come from.
import { FeedConsumer, type FeedResult } from '../../core/trace/feed-consumer.ts';
import { RowLog } from '../../core/trace/row-log.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';

export class RunCopy {
  readonly consumer = new FeedConsumer();
  /** Page's clock when the last batch came. */
  receivedAtMs = 0;
  private revision = 0;
  private readonly log = new RowLog();
  private face: ShownTrace | null = null;

  /** @throws Error when it is no batch */
  take(batch: ArrayBuffer, nowMs: number): FeedResult {
    const result = this.consumer.apply(batch);
    if (result !== 'applied') return result;
    this.revision++;
    this.receivedAtMs = nowMs;
    this.log.add(this.revision, this.consumer.changedRows);
    this.face = null;
    return result;
  }

  /** What a view is shown: the same object until something of it changes. */
  shown(live: boolean): ShownTrace {
    if (this.face?.live === live) return this.face;
    const { consumer, revision, log } = this;
    const face: ShownTrace = {
      feedRun: consumer.run,
      spans: consumer.spans,
      requests: consumer.requests,
      firstRequestId: consumer.firstRequestId,
      droppedRecords: consumer.droppedRecords,
      notKept: consumer.notKept,
      live,
      revision,
      changedSince: (since) => log.after(since),
    };
    this.face = face;
    return face;
  }
}
