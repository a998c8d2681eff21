// What the heartbeat finds on a real loop that is really blocked.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HEARTBEAT_MS, RUNTIME_BLOCK_MS } from '../../core/contract/limits.ts';
import {
  createServerStatus,
  ServerCounter,
  ServerStatus,
} from '../../core/contract/server-status.ts';
import { Lane, poolLane } from '../../core/trace/lane.ts';
import { RecordKind, RecordOp, RecordStatus } from '../../core/trace/record.ts';
import {
  createRing,
  NO_SPAN,
  RingReader,
  RingWriter,
  type RecordView,
} from '../../core/trace/ring.ts';
import { nowNs } from '../clock.ts';
import { sleepBlocking } from '../stages/sleep.ts';
import { LoopRecorder } from './loop-recorder.ts';

const BLOCK_MS = 60;

let recorder: LoopRecorder;
let reader: RingReader;
let status: ServerStatus;

beforeEach(async () => {
  blocks = [];
  const ring = createRing(4096, Lane.EventLoop);
  status = new ServerStatus(createServerStatus());
  recorder = new LoopRecorder(new RingWriter(ring), status);
  reader = new RingReader(ring);
  await sleep(4 * HEARTBEAT_MS);
  records();
});

afterEach(() => recorder.stop());

/** Blocks of the runtime that were read so far; on a busy machine there may be more than the test makes. */
let blocks: RecordView[] = [];

/** What stages recorded since the last call. */
function records(): RecordView[] {
  const all: RecordView[] = [];
  reader.drain((record) => {
    (record.kind === RecordKind.RuntimeBlock ? blocks : all).push({ ...record });
  });
  return all;
}

/** Blocks of the runtime that overlap [fromNs, toNs] by more than half of it. */
async function runtimeBlocks(fromNs: number, toNs: number): Promise<RecordView[]> {
  await sleep(4 * HEARTBEAT_MS);
  records();
  return blocks.filter(({ timeNs, value }) => {
    const overlapNs = Math.min(value, toNs) - Math.max(timeNs, fromNs);
    return overlapNs > (toNs - fromNs) / 2;
  });
}

test('a block that nobody announced is the runtime’s, exact to the stated resolution', async () => {
  const startNs = nowNs();
  sleepBlocking(BLOCK_MS);
  const endNs = nowNs();
  const [block, ...more] = await runtimeBlocks(startNs, endNs);
  expect(more).toEqual([]);
  expect(block).toMatchObject({ op: RecordOp.Span, request: 0 });
  // The beat was due at most one period after the block began; found late only when the machine is busy.
  const resolutionNs = (HEARTBEAT_MS + RUNTIME_BLOCK_MS) * 1e6;
  expect((block?.timeNs ?? 0) - startNs).toBeLessThan(resolutionNs);
  expect((block?.value ?? 0) - endNs).toBeGreaterThanOrEqual(0);
});

test('a block by a stage is that stage’s, with both ends, and not the runtime’s', async () => {
  const startNs = nowNs();
  const result = recorder.blockLoop(RecordKind.Inference, 9, () => {
    sleepBlocking(BLOCK_MS);
    // The begin is there already: the block can be seen growing.
    expect(records()).toMatchObject([{ op: RecordOp.Begin, status: RecordStatus.OnLoop }]);
    return { result: 'made', value: 5, failed: true };
  });
  const endNs = nowNs();
  expect(result).toBe('made');
  const [end] = records();
  expect(end).toMatchObject({
    op: RecordOp.End,
    kind: RecordKind.Inference,
    request: 9,
    value: 5,
    status: RecordStatus.OnLoop | RecordStatus.Failed,
  });
  expect(await runtimeBlocks(startNs, endNs)).toEqual([]);
});

test('what is not recorded costs no record, but is no block of the runtime either', async () => {
  const startNs = nowNs();
  recorder.mark(RecordKind.HandlerStart, 0);
  expect(recorder.begin(RecordKind.Fetch, 0)).toBe(NO_SPAN);
  recorder.blockLoop(RecordKind.Inference, 0, () => {
    sleepBlocking(BLOCK_MS);
    return { result: null, value: 0, failed: false };
  });
  expect(records()).toEqual([]);
  expect(await runtimeBlocks(startNs, nowNs())).toEqual([]);
});

test('the exit of a pool thread is recorded and counted, and the heart beats', async () => {
  recorder.threadExit(poolLane(2), 3, 1234);
  expect(records()).toMatchObject([
    { kind: RecordKind.ThreadExit, timeNs: 1234, a: poolLane(2), b: 3 },
  ]);
  expect(status.read(ServerCounter.PoolThreadExits)).toBe(1);
  const beats = status.read(ServerCounter.Heartbeats);
  await sleep(10 * HEARTBEAT_MS);
  expect(status.read(ServerCounter.Heartbeats)).toBeGreaterThan(beats);
});
