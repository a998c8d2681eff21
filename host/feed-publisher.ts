// The sending end of the feed for one run: numbers the states that are published, and packs what a consumer lacks. It
// never waits for a consumer and knows none.
import {
  firstRows,
  packRows,
  type FeedExtent,
  type FeedFacts,
  type FeedRows,
} from '../core/trace/pack-feed.ts';
import type { TraceStore } from '../core/trace/trace-store.ts';

export class FeedPublisher {
  readonly run: number;
  private readonly store: TraceStore;
  private sequence = 0;
  /** How many rows there were in the last published state: rows after it are of the next. */
  private spans = 0;
  private requests = 0;
  private told: FeedFacts = { droppedRecords: 0, nowMs: 0, final: false };

  /** @param run number of the run in this host, ascending from 1 */
  constructor(store: TraceStore, run: number) {
    this.store = store;
    this.run = run;
  }

  /** What changed since the last call, packed; null when nothing did. Lost records, and the end, are news of their own. */
  nextBatch(facts: FeedFacts): ArrayBuffer | null {
    const rows = this.seal(facts);
    if (rows === null) return null;
    return packRows(this.store, this.extent(), facts, rows, this.sequence - 1);
  }

  /** Numbers what changed as the next state, for whoever asks for it later; null when nothing did. */
  seal(facts: FeedFacts): FeedRows | null {
    const { changedSpans, changedRequests, spans, requests } = this.store;
    const { droppedRecords, final } = this.told;
    const news = facts.droppedRecords !== droppedRecords || facts.final !== final;
    if (!news && !changedSpans.pending && !changedRequests.pending) return null;
    this.told = facts;
    this.sequence++;
    this.spans = spans.length;
    this.requests = requests.length;
    return {
      spans: changedSpans.seal(this.sequence),
      requests: changedRequests.seal(this.sequence),
    };
  }

  /** Everything that changed after `sequence` up to the last published state, packed; null when nothing did. */
  changesSince(sequence: number, nowMs: number): ArrayBuffer | null {
    // A position that was never published is of another life of this run number.
    if (sequence > this.sequence) return this.snapshot(nowMs);
    if (sequence === this.sequence) return null;
    const { changedSpans, changedRequests } = this.store;
    const rows = {
      spans: changedSpans.since(sequence, this.spans),
      requests: changedRequests.since(sequence, this.requests),
    };
    return packRows(this.store, this.extent(), { ...this.told, nowMs }, rows, sequence);
  }

  /** Everything up to the last published state, packed; the next batch follows it. null before the first. */
  snapshot(nowMs: number): ArrayBuffer | null {
    if (this.sequence === 0) return null;
    const rows = { spans: firstRows(this.spans), requests: firstRows(this.requests) };
    return packRows(this.store, this.extent(), { ...this.told, nowMs }, rows, null);
  }

  private extent(): FeedExtent {
    const { run, sequence, spans, requests } = this;
    return { run, sequence, totalRows: spans, requestRows: requests };
  }
}
