// The numbers of a run, on documents small enough to count by hand.
import { expect, test } from 'vitest';
import { HEARTBEAT_MS, MAX_SEND_ERROR_P99_MS, RUNTIME_BLOCK_MS } from '../contract/limits.ts';
import {
  summarySchema,
  type LogCounters,
  type RunLane,
  type RunRequest,
  type RunSummary,
} from '../contract/run-document.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../contract/scenario.ts';
import { laneOf, requestOf, spansOf } from '../export/run-document.test-support.ts';
import { summarize, type SummaryFacts } from './summary.ts';

const NO_LOG: LogCounters = {
  accepted: 0,
  refused: 0,
  handedOver: 0,
  committed: 0,
  failed: 0,
  lost: 0,
  lastError: null,
};
const FACTS: SummaryFacts = {
  phase: 'done',
  reason: null,
  probesSkipped: 0,
  log: NO_LOG,
  droppedRecords: 0,
  notKept: { spans: 0, requests: 0 },
  poolThreadExits: 0,
};

function summaryOf(
  requests: readonly RunRequest[],
  lanes: readonly RunLane[] = [],
  facts: Partial<SummaryFacts> = {},
  scenario: Partial<Scenario> = {},
): RunSummary {
  const whole = { ...DEFAULT_SCENARIO, requests: requests.length, ...scenario };
  return summarize(whole, requests, lanes, { ...FACTS, ...facts });
}

function requestWith(id: number, timeline: string, change: Partial<RunRequest> = {}): RunRequest {
  return { ...requestOf(id, spansOf(timeline, 10, `request-${id}`)), ...change };
}

// 10 ms a character; the loop is held by both inferences, one after the other.
//
//   request 1   affiiid          70 ms
//   request 2   afffwwiiid      100 ms
//   request 3    aff>            not answered
//   loop           iii iii
const THREE = [
  requestWith(1, 'affiiid', {
    handlerStartMs: 10,
    waits: { ioMs: 20, loopMs: 10, poolMs: 0, unaccountedMs: 0 },
  }),
  requestWith(2, 'afffwwiiid', {
    handlerStartMs: 10,
    sentMs: 2,
    waits: { ioMs: 30, loopMs: 30, poolMs: 5, unaccountedMs: 2 },
  }),
  requestWith(3, ' aff', {
    status: 'timeout',
    receivedMs: null,
    handlerStartMs: 20,
    intendedMs: 10,
    waits: { ioMs: 20, loopMs: 10, poolMs: 0, unaccountedMs: 0 },
  }),
];
const LANES = [
  laneOf('event-loop', 'event-loop', spansOf('   iii iii', 10, 'event-loop')),
  laneOf('health-probe', 'health-probe', spansOf('o    oooo   o>', 10, 'health-probe')),
];

test('counts requests, times and waits', () => {
  const summary = summaryOf(THREE, LANES, { probesSkipped: 2 });
  expect(summary).toMatchObject({
    phase: 'done',
    verdict: 'reliable',
    requests: 3,
    notSent: 0,
    outside: 0,
    byStatus: { '200': 2, timeout: 1 },
    failed: 1,
    makespanMs: 100,
    makespanFromHandlerMs: 90,
    // Two good answers in 0.1 s.
    throughputPerS: 20,
    waits: { ioMs: 70, loopMs: 50, poolMs: 5, unaccountedMs: 2 },
    latencyMs: { p50: 70, p99: 100, max: 100, mean: 85 },
    greatestOverlap: { fetch: 3, inference: 1 },
    sendErrorMs: null,
    burstSpreadMs: 10,
    probe: { sent: 3, skipped: 2, worstMs: 40 },
  });
  // 2 ms of 70 + 100 + 30.
  expect(summary.unaccountedShare).toBeCloseTo(0.01, 10);
});

test('tells how long the loop was held, in all and after the first fetch', () => {
  const { loop } = summaryOf(THREE, LANES);
  expect(loop).toEqual({
    blockedMs: 60,
    blockedShare: 0.6,
    // From 30, when the first fetch ended, to 100.
    blockedShareAfterFirstFetch: 60 / 70,
    longestBlockMs: 30,
    runtimeResolutionMs: HEARTBEAT_MS + RUNTIME_BLOCK_MS,
  });
});

test('a block from before the first request counts only as far as it reaches into the run', () => {
  const late = { ...requestWith(1, '     aff'), startMs: 50, intendedMs: 50 };
  const before = laneOf('event-loop', 'event-loop', spansOf('iii ii', 10, 'event-loop'));
  expect(summaryOf([late], [before]).loop).toMatchObject({ blockedMs: 10, longestBlockMs: 10 });
});

test('an empty run has no latency and no numbers that are not numbers', () => {
  const summary = summaryOf([], [], { phase: 'stopped', reason: 'early' }, { requests: 12 });
  expect(summary).toMatchObject({
    phase: 'stopped',
    reason: 'early',
    requests: 0,
    notSent: 12,
    makespanMs: 0,
    throughputPerS: 0,
    unaccountedShare: 0,
    latencyMs: null,
    probe: { sent: 0, worstMs: null },
    burstSpreadMs: null,
  });
  expect(summarySchema.parse(summary)).toEqual(summary);
});

test('a run that was fired counts strangers apart, whatever became of them', () => {
  const stranger = (n: number, status: number | string): RunRequest => ({
    ...requestOf(`outside-${n}`, spansOf('f>', 10, 'request')),
    status,
    waits: { ioMs: 900, loopMs: 900, poolMs: 900, unaccountedMs: 900 },
  });
  const strangers = [stranger(1, 200), stranger(2, 'pending'), stranger(3, 503)];
  const alone = summaryOf(THREE);
  const among = summaryOf([...strangers, ...THREE], [], {}, { requests: 3 });
  expect(among).toMatchObject({ requests: 3, outside: 3, notSent: 0 });
  const { requests, byStatus, failed, waits, unaccountedShare } = alone;
  expect(among).toMatchObject({ requests, byStatus, failed, waits, unaccountedShare });
  // Nothing was fired: what is still open when the recording ends goes on, and has not failed.
  expect(summaryOf(strangers)).toMatchObject({
    requests: 3,
    failed: 1,
    byStatus: { '200': 1, pending: 1, '503': 1 },
  });
  // It was stopped before it sent anything.
  expect(summaryOf(strangers, [], { phase: 'stopped' })).toMatchObject({
    requests: 0,
    failed: 0,
    notSent: 3,
    outside: 3,
  });
});

test('a stopped run says how many requests were never sent; a run of outside requests has none', () => {
  expect(summaryOf(THREE, [], { phase: 'stopped' }, { requests: 10 }).notSent).toBe(7);
  const outside = THREE.map((request, n) => ({
    ...request,
    id: `outside-${n + 1}`,
    intendedMs: null,
    sentMs: null,
    receivedMs: null,
  }));
  expect(summaryOf(outside, [], {}, { requests: 10 })).toMatchObject({
    notSent: 0,
    outside: 3,
    requests: 3,
    burstSpreadMs: null,
  });
});

test('4xx and 5xx are answered and failed: they count for latency, not for throughput', () => {
  const refused = requestWith(2, 'add', { status: 503 });
  const unknown = requestWith(3, 'add', { status: 404 });
  const summary = summaryOf([requestWith(1, 'affiiid'), refused, unknown]);
  expect(summary).toMatchObject({ failed: 2, byStatus: { '200': 1, '404': 1, '503': 1 } });
  expect(summary.latencyMs).toMatchObject({ p50: 30, max: 70 });
  expect(summary.throughputPerS).toBeCloseTo(1000 / 70, 10);
});

test('a schedule that was sent too late is unreliable, and says by how much', () => {
  const sentLate = (lateMs: number) =>
    Array.from({ length: 100 }, (_, n) =>
      requestWith(n + 1, 'aff', { sentMs: n < 98 ? 0 : lateMs }),
    );
  const arrival = { kind: 'poisson', ratePerS: 10 } as const;
  const good = summaryOf(sentLate(MAX_SEND_ERROR_P99_MS), [], {}, { arrival });
  expect(good).toMatchObject({ verdict: 'reliable', verdictReasons: [] });
  expect(good.sendErrorMs).toEqual({ p50: 0, p99: 5, max: 5 });
  const bad = summaryOf(sentLate(MAX_SEND_ERROR_P99_MS + 1.25), [], {}, { arrival });
  expect(bad.verdict).toBe('unreliable');
  expect(bad.verdictReasons.join()).toMatch(/send error 6\.3 ms at p99 \(allowed: 5 ms\)/);
  // A burst cannot be late by itself: everything was intended at once.
  expect(summaryOf(sentLate(100)).verdict).toBe('reliable');
});

test('lost records make a run unreliable', () => {
  const summary = summaryOf(THREE, LANES, { droppedRecords: 3 });
  expect(summary.verdict).toBe('unreliable');
  expect(summary.verdictReasons.join()).toMatch(/3 records were lost/);
});
