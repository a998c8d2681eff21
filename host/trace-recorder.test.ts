// The recorder with real rings; the test is every thread.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentLanes, documentRequests } from '../core/analysis/document-builder.ts';
import { Lane, poolLane } from '../core/trace/lane.ts';
import { RecordKind, RecordStatus } from '../core/trace/record.ts';
import { RingWriter } from '../core/trace/ring.ts';
import { FIRST_OUTSIDE_ID } from '../core/trace/request-label.ts';
import { readFeedHeader } from '../core/contract/feed.ts';
import { FeedConsumer } from '../core/trace/feed-consumer.ts';
import { nowNs } from './clock.ts';
import { TraceRecorder } from './trace-recorder.ts';

let recorder: TraceRecorder;

beforeEach(() => {
  recorder = new TraceRecorder();
});

afterEach(() => recorder.stop());

test('takes the records of every thread for the run that is recorded, and of no other', () => {
  const generator = new RingWriter(recorder.generatorRing);
  const server = new RingWriter(recorder.serverRing);
  const thread = new RingWriter(recorder.poolRings[1] as SharedArrayBuffer);
  const startNs = nowNs();
  const send = (id: number): void => {
    generator.begin(RecordKind.ClientRequest, id, startNs, 0, startNs);
    server.mark(RecordKind.HandlerStart, id, startNs + 1e6, 0, 0, 1, 3);
    thread.mark(RecordKind.TaskStart, id, startNs + 2e6);
    thread.begin(RecordKind.Inference, id, startNs + 2e6);
  };
  send(1);
  const store = recorder.begin(startNs, 11, 2);
  send(11);
  send(99);
  recorder.drain();
  const requests = documentRequests(store);
  expect(requests.map(({ id }) => id)).toEqual([1]);
  expect(requests[0]?.spans.map(({ kind, lane }) => `${kind} ${lane}`)).toEqual([
    'accept-wait request-1',
    'unaccounted request-1',
    'inference thread-2',
  ]);
  recorder.end();
  send(12);
  recorder.drain();
  expect(documentRequests(store)).toHaveLength(1);
});

test('a server that has ended leaves nothing open, and its rings a new generation', () => {
  const store = recorder.beginOutside();
  const startNs = nowNs();
  const server = new RingWriter(recorder.serverRing);
  const thread = new RingWriter(recorder.poolRings[0] as SharedArrayBuffer);
  server.mark(RecordKind.Seen, FIRST_OUTSIDE_ID, startNs, 0, 0, 1);
  server.begin(RecordKind.Fetch, FIRST_OUTSIDE_ID, startNs, RecordStatus.OnLoop);
  thread.begin(RecordKind.Inference, FIRST_OUTSIDE_ID, startNs + 10);
  recorder.serverEnded(startNs + 5e6);
  const facts = recorder.laneFacts(1);
  const lanes = documentLanes(store, facts);
  const spans = lanes.flatMap(({ spans: drawn }) => drawn);
  expect(spans.length).toBeGreaterThan(0);
  expect(
    spans.every(({ endMs, attributes }) => endMs !== null && attributes['failed'] === true),
  ).toBe(true);
  expect(new RingWriter(recorder.serverRing).generation).toBe(2);
  expect(new RingWriter(recorder.poolRings[63] as SharedArrayBuffer).generation).toBe(2);
  expect(lanes.find(({ id }) => id === 'thread-1')?.generation).toBe(2);
});

test('shows as many threads as the pool has, and counts what each ring lost since the run began', () => {
  const lose = (ring: SharedArrayBuffer, records: number): void => {
    const writer = new RingWriter(ring);
    while (writer.mark(RecordKind.HandlerStart, 5, 1));
    for (let n = 1; n < records; n++) writer.mark(RecordKind.HandlerStart, 5, 1);
    recorder.drain();
  };
  lose(recorder.generatorRing, 4);
  recorder.begin(nowNs(), 1, 1);
  lose(recorder.generatorRing, 2);
  lose(recorder.poolRings[1] as SharedArrayBuffer, 3);
  expect(recorder.laneFacts(2)).toEqual([
    { lane: Lane.EventLoop, generation: 1, droppedRecords: 0 },
    { lane: Lane.Background, generation: 1, droppedRecords: 0 },
    { lane: Lane.FeatureService, generation: 1, droppedRecords: 0 },
    { lane: Lane.LoadGenerator, generation: 1, droppedRecords: 2 },
    { lane: Lane.HealthProbe, generation: 1, droppedRecords: 0 },
    { lane: poolLane(1), generation: 1, droppedRecords: 0 },
    { lane: poolLane(2), generation: 1, droppedRecords: 3 },
  ]);
});

function probe(record = new RingWriter(recorder.serverRing)): void {
  record.mark(RecordKind.RuntimeBlock, 0, nowNs(), 0, nowNs() + 1e6);
}

test('publishes the last changes of a run, marked as the last, before the first of the next', () => {
  const seen: string[] = [];
  const undo = recorder.feed.subscribe((batch) => {
    const { run, sequence, final, totalRows } = readFeedHeader(batch);
    seen.push(`${run}.${sequence} ${totalRows}${final ? ' final' : ''}`);
  });
  recorder.beginOutside();
  probe();
  recorder.begin(nowNs(), 1, 1);
  expect(recorder.feedRun).toBe(2);
  probe();
  recorder.drain();
  probe();
  recorder.end();
  recorder.end();
  expect(recorder.feedRun).toBe(0);
  expect(seen).toEqual(['1.1 1', '1.2 1 final', '2.1 1', '2.2 2', '2.3 2 final']);
  undo();
  recorder.beginOutside();
  probe();
  recorder.drain();
  expect(seen).toHaveLength(5);
});

test('numbers what piled up while nobody listened for whoever asks first', () => {
  recorder.begin(nowNs(), 1, 1);
  expect(recorder.feed.changesSince(0, 0)).toBeNull();
  probe();
  recorder.drain();
  const consumer = new FeedConsumer();
  const first = recorder.feed.changesSince(0, 0) as ArrayBuffer;
  expect(consumer.apply(first)).toBe('applied');
  expect(consumer.spans.length).toBe(1);
  expect(recorder.feed.changesSince(1, consumer.sequence)).toBeNull();
  probe();
  recorder.end();
  const rest = recorder.feed.changesSince(1, consumer.sequence) as ArrayBuffer;
  expect(consumer.apply(rest)).toBe('applied');
  expect(consumer).toMatchObject({ run: 1, complete: true });
  expect(consumer.spans.length).toBe(2);
});
