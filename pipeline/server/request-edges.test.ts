import { afterEach, expect, it } from 'vitest';
import {
  ServerCounter,
  createServerStatus,
  ServerStatus,
} from '../../core/contract/server-status.ts';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import type { PredictionLogRow } from '../../core/contract/thread-messages.ts';
import { RecordKind } from '../../core/trace/record.ts';
import { FIRST_OUTSIDE_ID } from '../../core/trace/request-label.ts';
import { createRing, RingReader, RingWriter } from '../../core/trace/ring.ts';
import { LoopRecorder } from './loop-recorder.ts';
import { RequestEdges } from './request-edges.ts';

const RUN = { runId: 'r-1', firstRequestId: 50, scenario: DEFAULT_SCENARIO };
const ROW = { requestId: 50 } as PredictionLogRow;
const PREDICT = 1;

const status = new ServerStatus(createServerStatus());
const ring = createRing(64, 0);
const reader = new RingReader(ring);
const recorder = new LoopRecorder(new RingWriter(ring), status);
const logged: number[] = [];
const edges = new RequestEdges(recorder, status, FIRST_OUTSIDE_ID, (id) => logged.push(id));

recorder.stop();
afterEach(() => {
  logged.length = 0;
});

function kinds(): number[] {
  const seen: number[] = [];
  reader.drain((record) => seen.push(record.kind));
  return seen;
}

it('tells measured requests, unrecorded ones and outsiders apart', () => {
  const measured = edges.seen({ 'x-loopscope-measured': 'r-1:52' }, PREDICT, RUN);
  expect(measured.context).toMatchObject({ id: 52, index: 2 });
  expect(measured.requestId).toBe('r-1-3');
  const probe = edges.seen({ 'x-loopscope-measured': 'unrecorded' }, PREDICT, RUN);
  expect(probe.context.id).toBe(0);
  expect(kinds()).toEqual([]);
  const outside = edges.seen({ 'x-request-id': 'mine' }, PREDICT, RUN);
  expect(outside.context.id).toBe(FIRST_OUTSIDE_ID);
  expect(outside.requestId).toBe('mine');
  expect(kinds()).toEqual([RecordKind.Seen]);
  for (const { context } of [measured, outside, probe]) edges.flushed(context, 200);
  expect(edges.inFlight).toBe(0);
  kinds();
});

it('a request’s mode is the one that was selected when it arrived', () => {
  const seen = () => edges.seen({ 'x-loopscope-measured': 'r-1:50' }, PREDICT, RUN).context;
  const before = seen();
  status.selectMode('sync');
  const under = seen();
  status.selectMode('async-io');
  const flipped = seen();
  const modes = [before, under, flipped].map(({ selectedMode }) => selectedMode);
  expect(modes).toEqual([DEFAULT_SCENARIO.mode, 'sync', 'async-io']);
  for (const context of [before, under, flipped]) edges.flushed(context, 200);
  kinds();
});

it('logs what was flushed, and nothing of a client that left', () => {
  const stays = edges.seen({ 'x-loopscope-measured': 'r-1:50' }, PREDICT, RUN).context;
  const leaves = edges.seen({ 'x-loopscope-measured': 'r-1:51' }, PREDICT, RUN).context;
  expect(status.read(ServerCounter.RequestsInFlight)).toBe(2);
  for (const context of [stays, leaves]) {
    edges.logWhenFlushed(context, ROW);
    edges.responding(context);
  }
  edges.flushed(stays, 200);
  edges.gone(leaves);
  expect(logged).toEqual([50]);
  expect(status.read(ServerCounter.RequestsInFlight)).toBe(0);
  kinds();
});

it('leaves no place reserved in the ring for the end of a response that never came', () => {
  for (let n = 0; n < 200; n++) {
    const { context } = edges.seen({ 'x-loopscope-measured': 'r-1:50' }, PREDICT, RUN);
    edges.responding(context);
    edges.gone(context);
    kinds();
  }
  expect(reader.dropped).toBe(0);
});
