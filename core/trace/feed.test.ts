import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedPublisher } from '../../host/feed-publisher.ts';
import { decodeFeedBatch } from '../contract/feed.ts';
import { FeedConsumer } from './feed-consumer.ts';
import { SpanFlag, type SpanRow } from './span-columns.ts';
import { SpanKind } from './span-kind.ts';
import { TraceStore } from './trace-store.ts';

function rowAt(n: number, startMs: number): SpanRow {
  return {
    kind: SpanKind.Fetch,
    lane: n % 20,
    request: n,
    startMs,
    endMs: NaN,
    flags: SpanFlag.Open,
    value: n / 3,
    code: -n,
    source: n % 3,
    generation: 1 + (n % 5),
  };
}

function sameSpans(consumer: FeedConsumer, store: TraceStore): void {
  expect(consumer.spans.length).toBe(store.spans.length);
  for (let n = 0; n < store.spans.length; n++)
    expect(consumer.spans.row(n)).toEqual(store.spans.row(n));
}

type Step = { do: 'append' } | { do: 'close'; which: number } | { do: 'publish'; lost: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'append' }) },
  { weight: 3, arbitrary: fc.nat(1000).map((which): Step => ({ do: 'close', which })) },
  { weight: 2, arbitrary: fc.boolean().map((lost): Step => ({ do: 'publish', lost })) },
);
const steps = fc.array(step, { maxLength: 200 });

describe('feed', () => {
  it('keeps a copy equal to the host, whatever batches are lost, by asking for a snapshot on a gap', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const store = new TraceStore(0, 1);
        const publisher = new FeedPublisher(store, 1);
        const consumer = new FeedConsumer();
        const deliver = (batch: ArrayBuffer | null): void => {
          if (batch === null) return;
          if (consumer.apply(batch) === 'gap')
            expect(consumer.apply(publisher.snapshot(0))).toBe('applied');
        };
        for (const step of script) {
          if (step.do === 'append')
            store.append(rowAt(store.spans.length, store.spans.length * 1.5));
          else if (step.do === 'close') {
            if (store.spans.length > 0)
              store.close(step.which % store.spans.length, 1e4 + step.which);
          } else {
            const batch = publisher.nextBatch(0);
            if (!step.lost) deliver(batch);
          }
        }
        // A last change, so that a loss before it is noticed.
        store.append(rowAt(store.spans.length, 0));
        deliver(publisher.nextBatch(0));
        sameSpans(consumer, store);
      }),
    );
  });

  it('answers gap to a batch that does not follow, and applies nothing of it', () => {
    const store = new TraceStore(0, 1);
    const publisher = new FeedPublisher(store, 1);
    const consumer = new FeedConsumer();
    store.append(rowAt(0, 1));
    publisher.nextBatch(0);
    store.append(rowAt(1, 2));
    expect(consumer.apply(publisher.nextBatch(0) as ArrayBuffer)).toBe('gap');
    expect(consumer.spans.length).toBe(0);
    expect(consumer.apply(publisher.snapshot(7))).toBe('applied');
    expect(consumer.droppedRecords).toBe(7);
    sameSpans(consumer, store);
  });

  it('starts anew with the first batch of a later run and ignores what comes late of an earlier one', () => {
    const first = new TraceStore(0, 1);
    first.append(rowAt(0, 1));
    const late = new FeedPublisher(first, 1).nextBatch(0) as ArrayBuffer;
    const second = new TraceStore(0, 1);
    second.append(rowAt(5, 9));
    const consumer = new FeedConsumer();
    expect(consumer.apply(new FeedPublisher(second, 2).nextBatch(0) as ArrayBuffer)).toBe(
      'applied',
    );
    expect(consumer.apply(late)).toBe('old');
    sameSpans(consumer, second);
  });

  it('says what is wrong with bytes that are no batch', () => {
    expect(() => decodeFeedBatch(new ArrayBuffer(8))).toThrow('8 bytes are no batch');
    expect(() => decodeFeedBatch(new ArrayBuffer(64))).toThrow('not a batch');
    const store = new TraceStore(0, 1);
    store.append(rowAt(0, 1));
    const batch = new FeedPublisher(store, 1).nextBatch(0) as ArrayBuffer;
    expect(() => decodeFeedBatch(batch.slice(0, 70))).toThrow(
      '1 rows need 108 bytes, the batch has 70',
    );
    new Uint32Array(batch)[1] = 99;
    expect(() => decodeFeedBatch(batch)).toThrow('version 99, this build reads 1');
  });

  it('tells of lost records although no span changed, and of the run’s first request', () => {
    const publisher = new FeedPublisher(new TraceStore(0, 41), 1);
    const consumer = new FeedConsumer();
    expect(publisher.nextBatch(0)).toBeNull();
    expect(consumer.apply(publisher.nextBatch(3) as ArrayBuffer)).toBe('applied');
    expect(consumer).toMatchObject({ droppedRecords: 3, firstRequestId: 41 });
    expect(publisher.nextBatch(3)).toBeNull();
  });
});
