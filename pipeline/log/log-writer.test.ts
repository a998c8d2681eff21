import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PredictionLogRow, WriterCounters } from '../../core/contract/thread-messages.ts';
import {
  LogWriter,
  MAX_BATCH_AGE_MS,
  MAX_BATCH_ROWS,
  RETRY_DELAYS_MS,
  type LogSink,
} from './log-writer.ts';

const ALL_RETRIES_MS = RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
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

/** A disk that fails as often as it is told to. */
class Disk {
  readonly batches: number[][] = [];
  failures = 0;
  opened = 0;
  closed = 0;
  refusesToOpen = false;

  readonly open = (): LogSink => {
    this.opened++;
    if (this.refusesToOpen) throw new Error('no such folder');
    return {
      commit: (rows) => {
        if (this.failures-- > 0) throw new Error(`disk full ${this.failures}`);
        this.batches.push(rows.map(({ itemId }) => itemId));
      },
      find: ({ requestId }) => (this.batches.flat().includes(requestId) ? row(requestId) : null),
      close: () => {
        this.closed++;
      },
    };
  };
}

function writerOn(disk: Disk) {
  const reported: WriterCounters[] = [];
  const fates: string[] = [];
  const writer = new LogWriter({
    open: disk.open,
    onCounters: (counters) => reported.push(counters),
  });
  const reply = (tickets: number[], ok: boolean): void => {
    fates.push(`${tickets.join()} ${ok ? 'on disk' : 'lost'}`);
  };
  const add = (...items: number[]): void => {
    for (const item of items) writer.add(row(item), item, reply);
  };
  return { writer, reported, fates, add, reply };
}

test('rows are committed together when the first is old enough, not before', async () => {
  const disk = new Disk();
  const { add, fates, reported } = writerOn(disk);
  add(1);
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS - 10);
  add(2, 3);
  await vi.advanceTimersByTimeAsync(9);
  expect(disk.batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(disk.batches).toEqual([[1, 2, 3]]);
  expect(fates).toEqual(['1,2,3 on disk']);
  expect(reported).toEqual([{ received: 3, committed: 3, failed: 0, retries: 0, lastError: null }]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a full batch is committed at once, and what comes later begins a new one', async () => {
  const disk = new Disk();
  const { add } = writerOn(disk);
  const items = Array.from({ length: MAX_BATCH_ROWS + 2 }, (_, n) => n);
  add(...items);
  await vi.advanceTimersByTimeAsync(0);
  expect(disk.batches.map((batch) => batch.length)).toEqual([MAX_BATCH_ROWS]);
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS);
  expect(disk.batches.flat()).toEqual(items);
});

test('the disk is opened when the first batch comes, and once', async () => {
  const disk = new Disk();
  const { add, writer } = writerOn(disk);
  expect(disk.opened).toBe(0);
  add(1);
  await writer.flush();
  add(2);
  await writer.flush();
  expect(disk.opened).toBe(1);
});

test('a batch that fails is tried again, after the disk was opened anew', async () => {
  const disk = new Disk();
  disk.failures = RETRY_DELAYS_MS.length;
  const { add, fates, reported } = writerOn(disk);
  add(1);
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS + ALL_RETRIES_MS - 1);
  expect(fates).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(fates).toEqual(['1 on disk']);
  expect(disk.batches).toEqual([[1]]);
  expect(disk.opened).toBe(1 + RETRY_DELAYS_MS.length);
  expect(disk.closed).toBe(RETRY_DELAYS_MS.length);
  expect(reported.at(-1)).toMatchObject({ committed: 1, failed: 0, retries: 4 });
});

test('a batch that fails for good is counted and told; the next one has its own chance', async () => {
  const disk = new Disk();
  disk.failures = RETRY_DELAYS_MS.length + 1;
  const { add, fates, reported, writer } = writerOn(disk);
  add(1, 2);
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS);
  add(3);
  await vi.advanceTimersByTimeAsync(ALL_RETRIES_MS + MAX_BATCH_AGE_MS);
  expect(fates).toEqual(['1,2 lost', '3 on disk']);
  expect(disk.batches).toEqual([[3]]);
  expect(reported.map(({ failed, committed }) => [failed, committed])).toEqual([
    [2, 0],
    [2, 1],
  ]);
  expect((await writer.flush()).lastError).toBe('disk full 0');
});

test('a disk that cannot be opened fails like one that cannot be written', async () => {
  const disk = new Disk();
  disk.refusesToOpen = true;
  const { add, fates, reported } = writerOn(disk);
  add(1);
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS + ALL_RETRIES_MS);
  expect(fates).toEqual(['1 lost']);
  expect(reported.at(-1)).toMatchObject({ failed: 1, lastError: 'no such folder' });
});

test('batches are written in their order, also while one is being tried again', async () => {
  const disk = new Disk();
  disk.failures = 1;
  const { add } = writerOn(disk);
  add(1);
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS);
  add(...Array.from({ length: MAX_BATCH_ROWS }, (_, n) => 100 + n));
  await vi.advanceTimersByTimeAsync(ALL_RETRIES_MS);
  expect(disk.batches.map((batch) => batch[0])).toEqual([1, 100]);
});

test('a flush commits everything taken so far and answers when its fate is known', async () => {
  const disk = new Disk();
  disk.failures = 1;
  const { add, writer } = writerOn(disk);
  expect(await writer.flush()).toMatchObject({ received: 0, committed: 0 });
  add(1, 2);
  const flushed = writer.flush();
  await vi.advanceTimersByTimeAsync(RETRY_DELAYS_MS[0] ?? 0);
  expect(await flushed).toEqual({
    received: 2,
    committed: 2,
    failed: 0,
    retries: 1,
    lastError: 'disk full 0',
  });
  expect(vi.getTimerCount()).toBe(0);
});

test('every server is told of its own rows', async () => {
  const disk = new Disk();
  const { writer } = writerOn(disk);
  const told: string[] = [];
  const one = (tickets: number[]): void => void told.push(`one ${tickets.join()}`);
  const other = (tickets: number[]): void => void told.push(`other ${tickets.join()}`);
  writer.add(row(1), 1, one);
  writer.add(row(2), 1, other);
  writer.add(row(3), 2, one);
  await writer.flush();
  expect(told.toSorted()).toEqual(['one 1,2', 'other 1']);
  expect(disk.batches).toEqual([[1, 2, 3]]);
});

test('closing commits first, then closes the disk', async () => {
  const disk = new Disk();
  const { add, writer } = writerOn(disk);
  add(1);
  expect(await writer.close()).toMatchObject({ committed: 1 });
  expect(disk.closed).toBe(1);
});

test('a row is found once it is on disk; before the first one nothing is opened', async () => {
  const disk = new Disk();
  const { writer, add } = writerOn(disk);
  const question = { runId: 'r', requestId: 7, notBeforeMs: 0 };
  expect(writer.find(question)).toBeNull();
  expect(disk.opened).toBe(0);
  add(7);
  expect(writer.find(question)).toBeNull();
  await vi.advanceTimersByTimeAsync(MAX_BATCH_AGE_MS);
  expect(writer.find(question)).toEqual(row(7));
  expect(writer.find({ ...question, requestId: 8 })).toBeNull();
});
