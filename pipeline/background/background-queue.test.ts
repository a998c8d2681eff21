// The queue between the loop and the writer, over a real message channel; the test is the writer.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createServerStatus,
  ServerCounter,
  ServerStatus,
} from '../../core/contract/server-status.ts';
import type {
  PredictionLogRow,
  RowMessage,
  RowsWritten,
} from '../../core/contract/thread-messages.ts';
import { Lane } from '../../core/trace/lane.ts';
import { RecordKind, RecordOp, RecordStatus } from '../../core/trace/record.ts';
import { createRing, RingReader, RingWriter } from '../../core/trace/ring.ts';
import { LoopRecorder } from '../server/loop-recorder.ts';
import { BackgroundQueue, MAX_BACKGROUND_TASKS } from './background-queue.ts';

let recorder: LoopRecorder;
let reader: RingReader;
let status: ServerStatus;
let queue: BackgroundQueue;
let serverSide: MessagePort;
let writerSide: MessagePort;

beforeEach(() => {
  const ring = createRing(65_536, Lane.EventLoop);
  status = new ServerStatus(createServerStatus());
  recorder = new LoopRecorder(new RingWriter(ring), status);
  reader = new RingReader(ring);
  queue = new BackgroundQueue(recorder, status);
  ({ port1: serverSide, port2: writerSide } = new MessageChannel());
});

afterEach(() => {
  recorder.stop();
  serverSide.close();
});

function row(itemId: number): PredictionLogRow {
  return {
    runId: 'r',
    requestId: itemId,
    loggedAtMs: 1,
    endpoint: '/predict',
    mode: 'sync',
    itemId,
    featureValue: 0.5,
    prediction: 1,
  };
}

/** The next `count` rows that reach the writer. */
function rowsReceived(count: number): Promise<RowMessage[]> {
  const { promise, resolve } = Promise.withResolvers<RowMessage[]>();
  const rows: RowMessage[] = [];
  writerSide.on('message', (message: RowMessage) => {
    rows.push(message);
    if (rows.length === count) resolve(rows);
  });
  return promise;
}

/** Answers as the writer would, and waits until the queue has taken it. */
async function tell(written: RowsWritten): Promise<void> {
  const taken = new Promise((resolve) => serverSide.once('message', resolve));
  writerSide.postMessage(written);
  await taken;
}

/** Records of background tasks, as `queued 1`, `begin 1`, `end 1 failed`. */
function recorded(): string[] {
  const lines: string[] = [];
  reader.drain(({ kind, op, request, status: flags }) => {
    if (kind === RecordKind.BackgroundQueued) lines.push(`queued ${request}`);
    if (kind !== RecordKind.Background) return;
    const failed = (flags & RecordStatus.Failed) === 0 ? '' : ' failed';
    lines.push(`${op === RecordOp.Begin ? 'begin' : 'end'} ${request}${failed}`);
  });
  return lines;
}

function counted(): Record<string, number> {
  const read = (counter: ServerCounter): number => status.read(counter);
  return {
    accepted: read(ServerCounter.BackgroundAccepted),
    refused: read(ServerCounter.BackgroundRefused),
    handedOver: read(ServerCounter.BackgroundHandedOver),
    committed: read(ServerCounter.BackgroundCommitted),
    failed: read(ServerCounter.BackgroundFailed),
    abandoned: read(ServerCounter.BackgroundAbandoned),
  };
}
const NONE = { accepted: 0, refused: 0, handedOver: 0, committed: 0, failed: 0, abandoned: 0 };

test('a task starts in a later turn, hands its row over, and ends when the row was committed', async () => {
  queue.attachWriter(serverSide);
  const received = rowsReceived(2);
  queue.push(1, row(11));
  queue.push(2, row(12));
  expect(recorded()).toEqual(['queued 1', 'queued 2']);
  const rows = await received;
  expect(rows.map((message) => message.row)).toEqual([row(11), row(12)]);
  expect(recorded()).toEqual(['begin 1', 'begin 2']);
  expect(queue.size).toBe(2);
  await tell({ tickets: rows.map(({ ticket }) => ticket), ok: true });
  expect(recorded()).toEqual(['end 1', 'end 2']);
  expect(queue.size).toBe(0);
  expect(counted()).toEqual({ ...NONE, accepted: 2, handedOver: 2, committed: 2 });
});

test('a row that could not be written fails its task alone', async () => {
  queue.attachWriter(serverSide);
  const received = rowsReceived(2);
  queue.push(1, row(11));
  queue.push(2, row(12));
  const [first, second] = await received;
  await tell({ tickets: [first?.ticket ?? 0], ok: false });
  await tell({ tickets: [second?.ticket ?? 0], ok: true });
  expect(recorded()).toEqual([
    'queued 1',
    'queued 2',
    'begin 1',
    'begin 2',
    'end 1 failed',
    'end 2',
  ]);
  expect(counted()).toEqual({ ...NONE, accepted: 2, handedOver: 2, committed: 1, failed: 1 });
});

test('tasks that come before there is a writer wait for it', async () => {
  queue.push(1, row(11));
  await new Promise(setImmediate);
  expect(recorded()).toEqual(['queued 1']);
  const received = rowsReceived(1);
  queue.attachWriter(serverSide);
  expect((await received).map((message) => message.row.itemId)).toEqual([11]);
});

test('the queue has a bound: what is over it is refused and counted', () => {
  for (let n = 1; n <= MAX_BACKGROUND_TASKS + 3; n++) queue.push(n, row(n));
  expect(queue.size).toBe(MAX_BACKGROUND_TASKS);
  expect(counted()).toEqual({ ...NONE, accepted: MAX_BACKGROUND_TASKS, refused: 3 });
  expect(recorded()).toHaveLength(MAX_BACKGROUND_TASKS);
});

test('what waits for its commit counts for the bound as well', async () => {
  queue.attachWriter(serverSide);
  const received = rowsReceived(MAX_BACKGROUND_TASKS);
  for (let n = 1; n <= MAX_BACKGROUND_TASKS; n++) queue.push(n, row(n));
  await received;
  queue.push(1, row(1));
  expect(counted()).toMatchObject({ refused: 1 });
});

test('given up on a stop: what was not handed over yet, and only that', async () => {
  queue.attachWriter(serverSide);
  const received = rowsReceived(1);
  queue.push(1, row(11));
  const [first] = await received;
  queue.push(2, row(12));
  queue.push(3, row(13));
  expect(queue.abandon(() => true)).toBe(2);
  await new Promise(setImmediate);
  expect(queue.size).toBe(1);
  await tell({ tickets: [first?.ticket ?? 0], ok: true });
  expect(queue.size).toBe(0);
  expect(counted()).toEqual({
    ...NONE,
    accepted: 3,
    handedOver: 1,
    committed: 1,
    abandoned: 2,
  });
});

test('an answer for a row that nobody waits for changes nothing', async () => {
  queue.attachWriter(serverSide);
  await tell({ tickets: [77], ok: true });
  expect(recorded()).toEqual([]);
});
