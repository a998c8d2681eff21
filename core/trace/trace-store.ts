// One run's trace: its requests and its spans, and which rows of both changed when. The only writer is
// the assembler; the feed, the documents and the analysis read.
import { MAX_TRACE_REQUESTS, MAX_TRACE_SPANS } from '../contract/limits.ts';
import { ChangedRows } from './changed-rows.ts';
import { requestLabel } from './request-label.ts';
import { RequestTable } from './request-table.ts';
import { SpanColumns, SpanFlag, type SpanRow } from './span-columns.ts';

export class TraceStore {
  readonly startNs: number;
  readonly firstRequestId: number;
  readonly requests: RequestTable;
  readonly spans: SpanColumns;
  readonly changedSpans = new ChangedRows();
  readonly changedRequests = new ChangedRows();

  /**
   * @param startNs clock of the run's start: every time in the columns is ms from here
   * @param firstRequestId id of the run's first measured request
   */
  constructor(
    startNs: number,
    firstRequestId: number,
    maxSpans = MAX_TRACE_SPANS,
    maxRequests = MAX_TRACE_REQUESTS,
  ) {
    this.startNs = startNs;
    this.firstRequestId = firstRequestId;
    this.requests = new RequestTable(maxRequests);
    this.spans = new SpanColumns(maxSpans);
  }

  /** ms from the run's start. */
  ms(timeNs: number): number {
    return (timeNs - this.startNs) / 1e6;
  }

  /** Appends a span; -1 when the bound is reached. */
  append(row: Readonly<SpanRow>): number {
    const at = this.spans.push(row);
    if (at >= 0) this.changedSpans.add(at);
    return at;
  }

  replace(at: number, row: Readonly<SpanRow>): void {
    this.spans.set(at, row);
    this.changedSpans.add(at);
  }

  /** Ends an open span. */
  close(at: number, endMs: number, addFlags = 0): void {
    const spans = this.spans;
    spans.endMs[at] = endMs;
    spans.flags[at] = ((spans.flags[at] ?? 0) & ~SpanFlag.Open) | addFlags;
    this.changedSpans.add(at);
  }

  /** Something that a window is shown of request `at` may have changed. */
  requestChanged(at: number): void {
    this.changedRequests.add(at);
  }

  /** What a request is called in documents. */
  requestLabel(at: number): number | string {
    return requestLabel(this.requests.id[at] ?? 0, this.firstRequestId);
  }
}
