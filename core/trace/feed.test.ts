import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedPublisher } from '../../host/feed-publisher.ts';
import { decodeFeedBatch, isFeedBatch, readFeedHeader } from '../contract/feed.ts';
import { FeedConsumer } from './feed-consumer.ts';
import { packSnapshot } from './pack-feed.ts';
import { RecordKind, RecordOp, RecordStatus } from './record.ts';
import type { RecordView } from './ring.ts';
import { appendSpans, expectSame, sendRequest, spanAt } from './feed-pair.test-support.ts';
import { TraceAssembler } from './trace-assembler.ts';
import { TraceStore } from './trace-store.ts';

const facts = (droppedRecords = 0, final = false) => ({ droppedRecords, nowMs: 12.5, final });

type Step =
  | { do: 'append'; count: number }
  | { do: 'close'; which: number }
  | { do: 'request' }
  | { do: 'publish'; lost: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(70).map((count): Step => ({ do: 'append', count })) },
  { weight: 3, arbitrary: fc.nat(1000).map((which): Step => ({ do: 'close', which })) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'request' }) },
  { weight: 2, arbitrary: fc.boolean().map((lost): Step => ({ do: 'publish', lost })) },
);

function act(store: TraceStore, step: Step): void {
  if (step.do === 'append') appendSpans(store, step.count);
  if (step.do === 'request') sendRequest(store);
  if (step.do === 'close' && store.spans.length > 0)
    store.close(step.which % store.spans.length, 1e4 + step.which);
}

describe('feed', () => {
  it('keeps a copy equal to the host, whatever batches are lost, by asking for what is missing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), fc.boolean(), (script, whole) => {
        const store = new TraceStore(0, 1);
        const publisher = new FeedPublisher(store, 1);
        const consumer = new FeedConsumer();
        const deliver = (batch: ArrayBuffer | null): void => {
          if (batch === null || consumer.apply(batch) !== 'gap') return;
          const missing = whole
            ? publisher.snapshot(1)
            : publisher.changesSince(consumer.sequence, 1);
          expect(consumer.apply(missing as ArrayBuffer)).toBe('applied');
        };
        for (const step of script) {
          act(store, step);
          if (step.do !== 'publish') continue;
          const batch = publisher.nextBatch(facts());
          if (!step.lost) deliver(batch);
        }
        // The end is news of its own, so that a loss before it is noticed.
        deliver(publisher.nextBatch(facts(0, true)));
        expectSame(consumer, store);
        expect(consumer.complete).toBe(true);
      }),
    );
  });

  it('brings whoever fell behind up to date in one batch that has only what changed since', () => {
    const store = new TraceStore(0, 1);
    const publisher = new FeedPublisher(store, 1);
    const consumer = new FeedConsumer();
    appendSpans(store, 1000);
    consumer.apply(publisher.nextBatch(facts()) as ArrayBuffer);
    for (const at of [3, 7, 3]) {
      store.close(at, 5);
      publisher.nextBatch(facts());
    }
    // Appended, but not yet published: of the next batch.
    appendSpans(store, 1);
    const missing = publisher.changesSince(1, 99) as ArrayBuffer;
    expect([...decodeFeedBatch(missing).spans.row]).toEqual([3, 7]);
    expect(readFeedHeader(missing)).toMatchObject({ baseSequence: 1, sequence: 4, nowMs: 99 });
    expect(consumer.apply(missing)).toBe('applied');
    expect(publisher.changesSince(4, 99)).toBeNull();
    expect(consumer.apply(publisher.nextBatch(facts()) as ArrayBuffer)).toBe('applied');
    expectSame(consumer, store);
  });

  it('applies a batch on every state from its base on, and answers gap below it', () => {
    const store = new TraceStore(0, 1);
    const publisher = new FeedPublisher(store, 1);
    const batches = [1, 2, 3].map(() => {
      appendSpans(store, 1);
      return publisher.nextBatch(facts()) as ArrayBuffer;
    });
    const overlapping = publisher.changesSince(1, 0) as ArrayBuffer;
    for (const known of [1, 2]) {
      const consumer = new FeedConsumer();
      for (const batch of batches.slice(0, known)) consumer.apply(batch);
      expect(consumer.apply(overlapping)).toBe('applied');
      expectSame(consumer, store);
      expect(consumer.apply(overlapping)).toBe('old');
    }
    const consumer = new FeedConsumer();
    expect(consumer.apply(overlapping)).toBe('gap');
    expect(consumer.spans.length).toBe(0);
    expect(consumer.apply(publisher.snapshot(0) as ArrayBuffer)).toBe('applied');
    expectSame(consumer, store);
  });

  it('starts anew with the first batch of a later run and ignores what comes late of an earlier one', () => {
    const first = new TraceStore(0, 1);
    appendSpans(first, 3);
    const late = new FeedPublisher(first, 1);
    const consumer = new FeedConsumer();
    consumer.apply(late.nextBatch(facts()) as ArrayBuffer);
    const before = consumer.spans;
    const second = new TraceStore(0, 1);
    second.append(spanAt(5, 9));
    const publisher = new FeedPublisher(second, 2);
    expect(consumer.apply(publisher.nextBatch(facts()) as ArrayBuffer)).toBe('applied');
    appendSpans(first, 1);
    expect(consumer.apply(late.nextBatch(facts()) as ArrayBuffer)).toBe('old');
    expectSame(consumer, second);
    expect(before.length).toBe(3);
    appendSpans(second, 1);
    publisher.nextBatch(facts());
    const missed = new FeedPublisher(new TraceStore(0, 1), 3);
    missed.nextBatch(facts(1));
    expect(consumer.apply(missed.nextBatch(facts(2)) as ArrayBuffer)).toBe('gap');
  });

  it('says what is wrong with bytes that are no batch', () => {
    expect(() => decodeFeedBatch(new ArrayBuffer(8))).toThrow('8 bytes are no batch');
    expect(() => decodeFeedBatch(new ArrayBuffer(80))).toThrow('not a batch');
    expect(isFeedBatch(new ArrayBuffer(3))).toBe(false);
    const store = new TraceStore(0, 1);
    appendSpans(store, 1);
    const batch = new FeedPublisher(store, 1).nextBatch(facts()) as ArrayBuffer;
    expect(isFeedBatch(batch)).toBe(true);
    expect(() => decodeFeedBatch(batch.slice(0, 90))).toThrow(
      '1 spans and 0 requests need 124 bytes, the batch has 90',
    );
    const words = new Uint32Array(batch, 0, 20);
    words[4] = 9;
    expect(() => decodeFeedBatch(batch)).toThrow('unknown kind 9');
    words[1] = 99;
    expect(() => decodeFeedBatch(batch)).toThrow('version 99, this build reads 2');
  });

  it.each([
    ['leave a hole', 6, 3],
    ['name row 1 of 1', 6, 1],
    ['are 4294967295', 6, 0xffff_ffff],
  ])('refuses whole what is not consistent: spans %s', (reason, slot, value) => {
    const store = new TraceStore(0, 1);
    appendSpans(store, 2);
    const batch = new FeedPublisher(store, 1).nextBatch(facts()) as ArrayBuffer;
    new Uint32Array(batch, 0, 20)[slot] = value;
    const consumer = new FeedConsumer();
    expect(() => consumer.apply(batch)).toThrow(reason);
    expect(consumer).toMatchObject({ run: 0, sequence: 0 });
    expect(consumer.spans.length).toBe(0);
  });

  it('tells of lost records although no span changed, of the run’s first request, and of what is not kept', () => {
    const store = new TraceStore(0, 41, 2, 1);
    const publisher = new FeedPublisher(store, 1);
    const consumer = new FeedConsumer();
    expect(publisher.nextBatch(facts(0))).toBeNull();
    expect(consumer.apply(publisher.nextBatch(facts(3)) as ArrayBuffer)).toBe('applied');
    expect(consumer).toMatchObject({ droppedRecords: 3, firstRequestId: 41, nowMs: 12.5 });
    expect(publisher.nextBatch(facts(3))).toBeNull();
    appendSpans(store, 5);
    sendRequest(store);
    sendRequest(store);
    consumer.apply(publisher.nextBatch(facts(3)) as ArrayBuffer);
    expect(consumer).toMatchObject({ notKept: 3, requestsNotKept: 1, complete: false });
  });

  it('packs a run that has ended as one snapshot', () => {
    const store = new TraceStore(0, 1);
    appendSpans(store, 100);
    sendRequest(store);
    const consumer = new FeedConsumer();
    const packed = packSnapshot(store, { run: 7, droppedRecords: 2, nowMs: 8 });
    expect(consumer.apply(packed)).toBe('applied');
    expectSame(consumer, store);
    expect(consumer).toMatchObject({ run: 7, droppedRecords: 2, complete: true });
  });

  it('carries of a request what the assembler knows, from its intended send or from when it was seen', () => {
    const store = new TraceStore(1e6, 1);
    const assembler = new TraceAssembler(store, 1);
    const view = { op: RecordOp.Mark, status: 0, value: 0, a: 0, b: 0, span: 1, lane: 0 };
    const put = (fields: Partial<RecordView>): void => {
      assembler.consume({ ...view, source: 0, generation: 1, ...fields } as RecordView);
    };
    const OUTSIDE = 0x4000_0000;
    const begin = { op: RecordOp.Begin, kind: RecordKind.ClientRequest, request: 1 };
    put({ ...begin, timeNs: 2e6, value: 3e6 });
    put({ kind: RecordKind.HandlerStart, request: 1, timeNs: 4e6, a: 1, b: 3 });
    const infer = { kind: RecordKind.Inference, request: 1, status: RecordStatus.OnLoop };
    put({ ...infer, op: RecordOp.Begin, timeNs: 5e6 });
    put({ kind: RecordKind.Seen, request: OUTSIDE, timeNs: 6e6, a: 2 });
    assembler.settle();
    const publisher = new FeedPublisher(store, 1);
    const consumer = new FeedConsumer();
    consumer.apply(publisher.nextBatch(facts()) as ArrayBuffer);
    const first = { id: 1, startMs: 1, endMs: NaN, cpuMs: NaN, outcome: 0, endpoint: 1, mode: 4 };
    expect(consumer.requests.row(0)).toMatchObject(first);
    expect(consumer.requests.row(1)).toMatchObject({ id: OUTSIDE, startMs: 5, endpoint: 2 });
    put({ ...infer, op: RecordOp.End, timeNs: 9e6, value: 2.5e6 });
    put({ ...begin, op: RecordOp.End, timeNs: 11e6, a: 200 });
    assembler.settle();
    const batch = publisher.nextBatch(facts()) as ArrayBuffer;
    expect([...decodeFeedBatch(batch).requests.row]).toEqual([0]);
    consumer.apply(batch);
    expect(consumer.requests.row(0)).toMatchObject({ endMs: 10, cpuMs: 2.5, outcome: 200 });
    expect(consumer.requests.indexOf(OUTSIDE)).toBe(1);
    expectSame(consumer, store);
  });
});
