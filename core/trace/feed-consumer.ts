// The receiving end of the feed: keeps a copy of the run's columns equal to the host's. A batch that builds on something
// this copy does not have is not applied; the consumer says so, and its owner asks for what is missing. One that is not
// consistent in itself is refused whole, before anything of it is applied.
import {
  decodeFeedBatch,
  FeedKind,
  type FeedBatch,
  type FeedPosition,
  type PackedRequests,
  type PackedSpans,
} from '../contract/feed.ts';
import { MAX_TRACE_REQUESTS, MAX_TRACE_SPANS } from '../contract/limits.ts';
import { RequestColumns } from './request-columns.ts';
import { eachStretch } from './row-stretches.ts';
import { SpanColumns } from './span-columns.ts';

/** `gap`: a batch is missing, ask for what changed since `position`. `old`: known already, nothing to do. */
export type FeedResult = 'applied' | 'gap' | 'old';

export class FeedConsumer {
  /** Columns of the run; another run has others. */
  spans = new SpanColumns(MAX_TRACE_SPANS);
  requests = new RequestColumns();
  /** Number of the run that is shown; 0 before the first batch. */
  run = 0;
  sequence = 0;
  droppedRecords = 0;
  notKept = 0;
  requestsNotKept = 0;
  /** Id of the run's first measured request. */
  firstRequestId = 0;
  /** Clock of the host's process at the run's start. */
  startNs = NaN;
  /** Host's clock when the last batch was made, ms from the run's start. */
  nowMs = NaN;
  /** The run has ended and this copy has all of it. */
  complete = false;
  /** Rows of `spans` that the last batch wrote, ascending; a view of the batch's memory. */
  changedRows = new Uint32Array(0);

  get position(): FeedPosition {
    return { run: this.run, sequence: this.sequence };
  }

  /** Takes a packed batch. @throws Error when it is none, or not consistent */
  apply(packed: ArrayBuffer): FeedResult {
    const batch = decodeFeedBatch(packed);
    if (batch.run < this.run) return 'old';
    if (batch.kind === FeedKind.Changes) {
      const known = batch.run === this.run ? this.sequence : 0;
      if (batch.sequence <= known) return 'old';
      if (batch.baseSequence > known) return 'gap';
    } else if (batch.run === this.run && batch.sequence < this.sequence) return 'old';
    this.take(batch);
    return 'applied';
  }

  private take(batch: FeedBatch): void {
    const another = batch.run !== this.run;
    const spans = another ? new SpanColumns(MAX_TRACE_SPANS) : this.spans;
    const requests = another ? new RequestColumns() : this.requests;
    checkRows('spans', batch.spans.row, spans.length, batch.totalRows, MAX_TRACE_SPANS);
    checkRows(
      'requests',
      batch.requests.row,
      requests.length,
      batch.requestRows,
      MAX_TRACE_REQUESTS,
    );
    spans.extend(batch.totalRows);
    requests.extend(batch.requestRows);
    copySpans(batch.spans, spans);
    copyRequests(batch.requests, requests);
    this.spans = spans;
    this.requests = requests;
    this.run = batch.run;
    this.sequence = batch.sequence;
    this.droppedRecords = batch.droppedRecords;
    this.notKept = batch.notKept;
    this.requestsNotKept = batch.requestsNotKept;
    this.firstRequestId = batch.firstRequestId;
    this.startNs = batch.startNs;
    this.nowMs = batch.nowMs;
    this.complete = batch.final;
    this.changedRows = batch.spans.row;
  }
}

/** Rows must ascend, lie in the run, and bring every row that is new: nothing may be left unwritten. */
function checkRows(
  what: string,
  rows: Uint32Array,
  known: number,
  total: number,
  limit: number,
): void {
  const bad = (why: string) => new Error(`feed: ${what} of a batch ${why}`);
  if (total < known || total > limit) throw bad(`are ${total}, after ${known}`);
  let before = -1;
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!;
    if (row <= before) throw bad('do not ascend');
    before = row;
  }
  if (before >= total) throw bad(`name row ${before} of ${total}`);
  const added = total - known;
  if (added > 0 && (rows.length < added || rows[rows.length - added] !== known))
    throw bad('leave a hole');
}

function copySpans(from: PackedSpans, to: SpanColumns): void {
  eachStretch(from.row, {
    long: (n, at, length) => {
      const end = n + length;
      to.startMs.set(from.startMs.subarray(n, end), at);
      to.endMs.set(from.endMs.subarray(n, end), at);
      to.value.set(from.value.subarray(n, end), at);
      to.request.set(from.request.subarray(n, end), at);
      to.code.set(from.code.subarray(n, end), at);
      to.lane.set(from.lane.subarray(n, end), at);
      to.source.set(from.source.subarray(n, end), at);
      to.generation.set(from.generation.subarray(n, end), at);
      to.kind.set(from.kind.subarray(n, end), at);
      to.flags.set(from.flags.subarray(n, end), at);
    },
    single: (n, at) => {
      to.startMs[at] = from.startMs[n]!;
      to.endMs[at] = from.endMs[n]!;
      to.value[at] = from.value[n]!;
      to.request[at] = from.request[n]!;
      to.code[at] = from.code[n]!;
      to.lane[at] = from.lane[n]!;
      to.source[at] = from.source[n]!;
      to.generation[at] = from.generation[n]!;
      to.kind[at] = from.kind[n]!;
      to.flags[at] = from.flags[n]!;
    },
  });
}

function copyRequests(from: PackedRequests, to: RequestColumns): void {
  for (let n = 0; n < from.row.length; n++) {
    const at = from.row[n]!;
    to.setId(at, from.id[n]!);
    to.startMs[at] = from.startMs[n]!;
    to.endMs[at] = from.endMs[n]!;
    to.cpuMs[at] = from.cpuMs[n]!;
    to.outcome[at] = from.outcome[n]!;
    to.status[at] = from.status[n]!;
    to.endpoint[at] = from.endpoint[n]!;
    to.mode[at] = from.mode[n]!;
    to.stages[at] = from.stages[n]!;
  }
}
