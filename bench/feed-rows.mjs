// What is sent in the benchmarks of the feed: batches as a busy run makes them, and the same rows one by one.
import { loadFeedPublisher, loadTraceStore } from './built.mjs';

/** Spans of the run; they grow while the code warms up. */
const SPANS = 200_000;
/** Spans that a batch appends (here: that it carries as neighbours), and older ones that end in it, here and there. */
const NEIGHBOURS = 10_000;
const SINGLES = 500;
const SINGLE_STEP = 97;
/** A span's kind, here any (5 = fetch). */
const KIND = 5;

export const SPANS_PER_BATCH = NEIGHBOURS + SINGLES;

/**
 * @param {number} n
 */
export function spanRow(n) {
  return {
    kind: /** @type {import('../core/trace/span-kind.ts').SpanKind} */ (KIND),
    lane: n % 64,
    request: 1 + (n >> 3),
    startMs: n * 0.01,
    endMs: n * 0.01 + 5,
    flags: 8,
    value: n / 3,
    code: 200,
    source: 0,
    generation: 1,
  };
}

/**
 * A run and the batches of it: the first carries all spans, each later one `SPANS_PER_BATCH` changed ones.
 * @returns {Promise<{ first: ArrayBuffer, next: () => ArrayBuffer }>}
 */
export async function growingRun() {
  const { TraceStore } = await loadTraceStore();
  const { FeedPublisher } = await loadFeedPublisher();
  const store = new TraceStore(0, 1);
  for (let n = 0; n < SPANS; n++) store.append(spanRow(n));
  const publisher = new FeedPublisher(store, 1);
  const publish = () => {
    const batch = publisher.nextBatch({ droppedRecords: 0, nowMs: 1, final: false });
    if (batch === null) throw new Error('nothing changed');
    return batch;
  };
  let batches = 0;
  return {
    first: publish(),
    next: () => {
      const from = SPANS / 2 + ((batches++ * NEIGHBOURS) % (SPANS / 2));
      for (let n = 0; n < NEIGHBOURS; n++) store.changedSpans.add(from + n);
      for (let n = 0; n < SINGLES; n++)
        store.changedSpans.add((batches + n * SINGLE_STEP) % (SPANS / 2));
      return publish();
    },
  };
}
