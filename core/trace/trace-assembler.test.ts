// Single rules of the assembly, on hand-made records. Times below are in µs; documents are in ms.
import { expect, test } from 'vitest';
import type { RunSpan } from '../contract/run-document.ts';
import { Assembled } from './assembled.test-support.ts';
import { Lane, poolLane } from './lane.ts';
import { brokenLaws } from './laws.ts';
import { RecordKind, RecordOp, RecordStatus } from './record.ts';
import { Outcome } from './request-table.ts';
import type { RecordView } from './ring.ts';
import { FIRST_OUTSIDE_ID } from './request-label.ts';

const FIRST = 101;
const { EventLoop, FeatureService, HealthProbe, LoadGenerator } = Lane;
const ON_LOOP = RecordStatus.OnLoop;

function record(
  op: RecordOp,
  lane: number,
  kind: RecordKind,
  request: number,
  timeUs: number,
  fields: Partial<RecordView> = {},
): RecordView {
  const none = { status: 0, source: 0, generation: 1, span: 1, value: 0, a: 0, b: 0 };
  return { op, lane, kind, request, timeNs: timeUs * 1000, ...none, ...fields };
}
const begin = record.bind(null, RecordOp.Begin);
const end = record.bind(null, RecordOp.End);
const mark = record.bind(null, RecordOp.Mark);

const sent = (request: number, us: number) =>
  begin(LoadGenerator, RecordKind.ClientRequest, request, us, { value: us * 1000, span: request });
const answered = (request: number, us: number, a: number) =>
  end(LoadGenerator, RecordKind.ClientRequest, request, us, { a, span: request });
const handled = (request: number, us: number) =>
  mark(EventLoop, RecordKind.HandlerStart, request, us, { a: 1, b: 3 });

function trace(records: readonly RecordView[], measured = 10): Assembled {
  return new Assembled(FIRST, measured, 2).take(records).settle();
}

/** `kind start-end`, in µs, with what is special about it. */
function told(spans: readonly RunSpan[]): string[] {
  return spans.map(({ kind, startMs, endMs, attributes }) => {
    const flags = ['failed', 'open', 'orphaned'].filter((name) => attributes[name] === true);
    const until = endMs === null ? '' : String(Math.round(endMs * 1000));
    return [kind, `${Math.round(startMs * 1000)}-${until}`, ...flags].join(' ');
  });
}

test('a stage that has not ended is open; its end closes the same row', () => {
  const started = [
    sent(FIRST, 0),
    handled(FIRST, 10),
    begin(EventLoop, RecordKind.Inference, FIRST, 20, { status: ON_LOOP, span: 7 }),
  ];
  const run = trace(started);
  expect(told(run.request(1).spans)).toEqual([
    'accept-wait 0-10',
    'unaccounted 10-20',
    'inference 20- open',
  ]);
  expect(told(run.lane('event-loop'))).toEqual(['loop-busy 20- open']);
  expect(run.request(1).status).toBe('pending');
  const before = run.assembler.store.spans.length;
  const fields = { status: ON_LOOP, span: 7, value: 5000 };
  run.take([end(EventLoop, RecordKind.Inference, FIRST, 50, fields)]).settle();
  expect(told(run.request(1).spans)).toEqual([
    'accept-wait 0-10',
    'unaccounted 10-20',
    'inference 20-50',
    'unaccounted 50- open',
  ]);
  expect(told(run.lane('event-loop'))).toEqual(['loop-busy 20-50']);
  expect(run.request(1).spans[2]?.attributes).toEqual({
    request: 1,
    on: 'event-loop',
    cpuMs: 0.005,
  });
  expect(run.lane('event-loop')[0]?.attributes).toEqual({ request: 1, stage: 'inference' });
  expect(run.assembler.store.spans.length).toBe(before + 1);
});

test('only what changed is told to whoever follows', () => {
  const run = trace([sent(FIRST, 0), handled(FIRST, 10)]);
  const { store } = run.assembler;
  const changed = () => [[...store.changedSpans.seal(1)], [...store.changedRequests.seal(1)]];
  expect(changed()).toEqual([[0, 1], [0]]);
  run.settle();
  expect(changed()).toEqual([[], []]);
  run.take([sent(FIRST + 1, 20)]).settle();
  expect(changed()).toEqual([[2], [1]]);
});

const inPool = (request: number, us: number, thread: number, generation = 1) => [
  sent(request, us),
  handled(request, us + 5),
  mark(EventLoop, RecordKind.PoolSubmit, request, us + 10),
  mark(poolLane(thread), RecordKind.TaskStart, request, us + 20, { generation }),
  begin(poolLane(thread), RecordKind.Inference, request, us + 20, { generation, span: request }),
];

test('a pool thread that died closes what it had open as failed, and nothing of its successor', () => {
  const run = trace([...inPool(FIRST, 0, 1), ...inPool(FIRST + 1, 0, 2)]);
  run.take(inPool(FIRST + 2, 100, 1, 2));
  run.take([mark(EventLoop, RecordKind.ThreadExit, 0, 80, { a: poolLane(1), b: 1 })]).settle();
  expect(told(run.lane('thread-1'))).toEqual(['inference 20-80 failed', 'inference 120- open']);
  expect(told(run.lane('thread-2'))).toEqual(['inference 20- open']);
  expect(run.lane('thread-1')[1]?.attributes['generation']).toBe(2);
});

test('a task that was given up ends there, not when its killed thread has ended', () => {
  const run = trace([
    ...inPool(FIRST, 0, 1),
    mark(EventLoop, RecordKind.Continuation, FIRST, 70),
    answered(FIRST, 75, 504),
    mark(EventLoop, RecordKind.ThreadExit, 0, 80, { a: poolLane(1), b: 1 }),
  ]);
  expect(told(run.lane('thread-1'))).toEqual(['inference 20-70 failed']);
  expect(told(run.request(1).spans).filter((span) => span.includes('orphaned'))).toEqual([]);
});

test('an end that was written before its thread died counts, also when it is read later', () => {
  const run = trace([
    ...inPool(FIRST, 0, 1),
    mark(EventLoop, RecordKind.ThreadExit, 0, 80, { a: poolLane(1), b: 1 }),
    end(poolLane(1), RecordKind.Inference, FIRST, 60, { span: FIRST }),
  ]);
  expect(told(run.lane('thread-1'))).toEqual(['inference 20-60']);
});

test('an inference whose task start was lost lies on its thread all the same', () => {
  const run = trace([
    sent(FIRST, 0),
    begin(poolLane(2), RecordKind.Inference, FIRST, 20),
    end(poolLane(2), RecordKind.Inference, FIRST, 30),
  ]);
  expect(told(run.lane('thread-2'))).toEqual(['inference 20-30']);
  expect(run.lane('event-loop')).toEqual([]);
});

test('a terminated server leaves nothing open: stages, blocks, background', () => {
  const run = trace([
    ...inPool(FIRST, 0, 1),
    sent(FIRST + 1, 0),
    handled(FIRST + 1, 30),
    begin(EventLoop, RecordKind.Fetch, FIRST + 1, 30, { span: 2 }),
    sent(FIRST + 2, 0),
    handled(FIRST + 2, 40),
    begin(EventLoop, RecordKind.Inference, FIRST + 2, 40, { status: ON_LOOP, span: 3 }),
    sent(FIRST + 3, 0),
    end(EventLoop, RecordKind.Respond, FIRST + 3, 10, { span: 4, a: 200 }),
    answered(FIRST + 3, 15, 200),
    mark(EventLoop, RecordKind.BackgroundQueued, FIRST + 3, 12),
  ]);
  run.assembler.closeServer(100_000);
  run.settle();
  for (const id of [1, 2, 3]) {
    run.take([answered(FIRST - 1 + id, 120, Outcome.ConnectionFailed)]);
  }
  const document = run.settle().document();
  const open = [...document.requests, ...document.lanes]
    .flatMap(({ spans }) => spans)
    .filter(({ attributes }) => attributes['open'] === true);
  expect(open).toEqual([]);
  expect(told(run.request(1).spans)).toContain('inference 20-100 failed');
  expect(told(run.request(2).spans)).toContain('fetch 30-100 failed');
  expect(told(run.request(3).spans)).toContain('inference 40-100 failed');
  expect(told(run.lane('event-loop'))).toEqual(['loop-busy 40-100 failed']);
  expect(told(run.lane('background'))).toEqual(['background-wait 12-100 failed']);
  expect(brokenLaws(document)).toEqual([]);
  expect(run.request(1).status).toBe('connection-failed');
  expect(run.request(1).receivedMs).toBeNull();
});

test('the feature service and the probes outlive the server', () => {
  const run = trace([
    begin(FeatureService, RecordKind.FeatureService, FIRST, 20, { span: 9 }),
    begin(HealthProbe, RecordKind.Probe, 0, 30, { span: 9, value: 30_000 }),
  ]);
  run.assembler.closeServer(100_000);
  run.settle().take([end(FeatureService, RecordKind.FeatureService, FIRST, 140, { span: 9 })]);
  expect(told(run.lane('feature-service'))).toEqual(['feature-service 20-140']);
  expect(told(run.lane('health-probe'))).toEqual(['probe 30- open']);
});

test('a background task waits until it starts, and ends when its row was committed or given up', () => {
  const background = (request: number, status: number) => [
    sent(request, 0),
    end(EventLoop, RecordKind.Respond, request, 10, { span: 4, a: 200 }),
    mark(EventLoop, RecordKind.BackgroundQueued, request, 12),
    begin(EventLoop, RecordKind.Background, request, 15, { span: 20 + request }),
    end(EventLoop, RecordKind.Background, request, 30, { span: 20 + request, status }),
  ];
  const run = trace([...background(FIRST, 0), ...background(FIRST + 1, RecordStatus.Failed)]);
  expect(told(run.lane('background'))).toEqual([
    'background-wait 12-15',
    'background-wait 12-15',
    'background 15-30',
    'background 15-30 failed',
  ]);
});

test('a client that gave up ends its request; what goes on for it is orphaned, wherever it runs', () => {
  const run = trace([
    sent(FIRST, 0),
    handled(FIRST, 10),
    begin(EventLoop, RecordKind.Fetch, FIRST, 20, { span: 5 }),
    answered(FIRST, 60, Outcome.TimedOut),
    mark(EventLoop, RecordKind.ClientGone, FIRST, 61),
  ]);
  expect(told(run.request(1).spans)).toEqual([
    'accept-wait 0-10',
    'unaccounted 10-20',
    'fetch 20-60',
    'fetch 60- open orphaned',
  ]);
  run
    .take([
      end(EventLoop, RecordKind.Fetch, FIRST, 90, { span: 5, value: 80_000 }),
      mark(EventLoop, RecordKind.PoolSubmit, FIRST, 91),
      mark(poolLane(1), RecordKind.TaskStart, FIRST, 95),
      begin(poolLane(1), RecordKind.Inference, FIRST, 95),
      end(poolLane(1), RecordKind.Inference, FIRST, 115),
      mark(EventLoop, RecordKind.Continuation, FIRST, 116),
    ])
    .settle();
  expect(told(run.request(1).spans)).toEqual([
    'accept-wait 0-10',
    'unaccounted 10-20',
    'fetch 20-60',
    'fetch 60-90 orphaned',
    'inference 95-115 orphaned',
  ]);
  expect(told(run.lane('thread-1'))).toEqual(['inference 95-115 orphaned']);
  expect(run.request(1).status).toBe('timeout');
  expect(run.request(1).waits.ioMs).toBe(0.04);
  expect(brokenLaws(run.document())).toEqual([]);
});

test('a stage whose end is read after the end of its client was never orphaned', () => {
  const run = trace([
    sent(FIRST, 0),
    begin(EventLoop, RecordKind.Fetch, FIRST, 20, { span: 5 }),
    answered(FIRST, 60, 200),
  ]);
  run.take([end(EventLoop, RecordKind.Fetch, FIRST, 50, { span: 5, value: 45_000 })]).settle();
  expect(told(run.request(1).spans)).toEqual([
    'accept-wait 0-20',
    'fetch 20-45',
    'loop-wait 45-50',
    'unaccounted 50-60',
  ]);
});

test('a request from outside begins when it was seen and ends with its flush', () => {
  const id = FIRST_OUTSIDE_ID;
  const run = trace([
    mark(EventLoop, RecordKind.Seen, id, 5, { a: 5 }),
    mark(EventLoop, RecordKind.HandlerStart, id, 8, { a: 5, b: 3 }),
    begin(EventLoop, RecordKind.Respond, id, 10, { span: 1 }),
    end(EventLoop, RecordKind.Respond, id, 12, { span: 1, a: 200 }),
  ]);
  const request = run.request('outside-1');
  expect(told(request.spans)).toEqual(['receive 5-8', 'unaccounted 8-10', 'respond 10-12']);
  expect(request).toMatchObject({
    endpoint: '/predict_full_async',
    mode: 'async-pool',
    status: 200,
    intendedMs: null,
    sentMs: null,
    receivedMs: null,
    startMs: 0.005,
    endMs: 0.012,
  });
});

test('a client from outside that leaves ends its request there', () => {
  const id = FIRST_OUTSIDE_ID;
  const run = trace([
    mark(EventLoop, RecordKind.Seen, id, 5, { a: 1 }),
    begin(EventLoop, RecordKind.Fetch, id, 8, { span: 1 }),
    mark(EventLoop, RecordKind.ClientGone, id, 20),
    end(EventLoop, RecordKind.Fetch, id, 30, { span: 1, value: 29_000 }),
  ]);
  expect(run.request('outside-1')).toMatchObject({ status: 'client-gone', endMs: 0.02 });
  expect(told(run.request('outside-1').spans)).toContain('fetch 20-30 orphaned');
});

test('records of another run are counted and change nothing', () => {
  const run = trace([sent(FIRST - 1, 0), sent(FIRST + 3, 0), handled(FIRST_OUTSIDE_ID, 5)], 3);
  expect(run.assembler.strayRecords).toBe(3);
  expect(run.document().requests).toEqual([]);
});

test('records of a request from outside may be read before it was seen', () => {
  const id = FIRST_OUTSIDE_ID;
  const run = trace([
    mark(poolLane(1), RecordKind.TaskStart, id, 20),
    begin(poolLane(1), RecordKind.Fetch, id, 20),
  ]);
  expect(run.document().requests).toEqual([]);
  run.take([mark(EventLoop, RecordKind.Seen, id, 5, { a: 1 })]).settle();
  expect(told(run.lane('thread-1'))).toEqual(['fetch 20- open']);
  expect(run.assembler.strayRecords).toBe(0);
});

test('the loop wait after an awaited fetch shows before the loop knows; a blocking fetch has none', () => {
  const serving = (request: number, span: number) => [
    begin(FeatureService, RecordKind.FeatureService, request, 20, { span }),
    end(FeatureService, RecordKind.FeatureService, request, 40, { span }),
  ];
  const awaited = trace([
    sent(FIRST, 0),
    begin(EventLoop, RecordKind.Fetch, FIRST, 10),
    ...serving(FIRST, 1),
  ]);
  expect(told(awaited.request(1).spans)).toEqual([
    'accept-wait 0-10',
    'fetch 10-40',
    'loop-wait 40- open',
  ]);
  expect(told(awaited.lane('feature-service'))).toEqual(['feature-service 20-40']);
  for (const [lane, status] of [
    [EventLoop, ON_LOOP],
    [poolLane(1), 0],
  ] as const) {
    const fetch = begin(lane, RecordKind.Fetch, FIRST, 10, { status });
    const early = trace([sent(FIRST, 0), ...serving(FIRST, 1), fetch]);
    const late = trace([sent(FIRST, 0), fetch, ...serving(FIRST, 1)]);
    for (const run of [early, late]) {
      expect(told(run.request(1).spans)).toEqual(['accept-wait 0-10', 'fetch 10- open']);
    }
  }
});

test('blocks of the loop: by writing a response, and by nobody', () => {
  const run = trace([
    sent(FIRST, 0),
    begin(EventLoop, RecordKind.Respond, FIRST, 3000, { span: 1 }),
    end(EventLoop, RecordKind.Respond, FIRST, 5000, { span: 1, a: 200, value: 3e6 }),
    record(RecordOp.Span, EventLoop, RecordKind.RuntimeBlock, 0, 6000, { value: 14e6 }),
  ]);
  expect(told(run.lane('event-loop'))).toEqual(['loop-busy 3000-5000', 'loop-busy 6000-14000']);
  expect(run.lane('event-loop').map(({ attributes }) => attributes)).toEqual([
    { request: 1, stage: 'respond' },
    { cause: 'runtime' },
  ]);
});

test('a health probe counts from its intended time, and fails when it was not answered with 200', () => {
  const run = trace([
    begin(HealthProbe, RecordKind.Probe, 0, 100, { span: 1, value: 130_000 }),
    end(HealthProbe, RecordKind.Probe, 0, 150, { span: 1, a: 200 }),
    begin(HealthProbe, RecordKind.Probe, 0, 200, { span: 2, value: 200_000 }),
    end(HealthProbe, RecordKind.Probe, 0, 250, { span: 2, a: Outcome.ConnectionFailed }),
  ]);
  expect(told(run.lane('health-probe'))).toEqual(['probe 100-150', 'probe 200-250 failed']);
  expect(run.lane('health-probe')[0]?.attributes).toEqual({ status: 200 });
});
