// The figures of a range: the whole run's are those of its document, ranges side by side add up, and what is cut by an
// edge counts as it is written down.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SCENARIO, MODES } from '../contract/scenario.ts';
import { Assembled } from '../trace/assembled.test-support.ts';
import { Lane } from '../trace/lane.ts';
import { FIRST_ID, plausibleRun } from '../trace/plausible-run.test-support.ts';
import { RequestColumns } from '../trace/request-columns.ts';
import { SpanFlag } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';
import { plannedRun } from './planned.test-support.ts';
import { rangeStatistics, WHOLE_RUN } from './range-statistics.ts';
import {
  burst,
  shownRun,
  shownTrace,
  shownTraceOf,
  spanRow,
  spansOf,
} from './shown-trace.test-support.ts';
import { summarize } from './summary.ts';
import { indexTrace } from './trace-index.ts';

const THREADS = 3;
const FACTS = {
  phase: 'done',
  reason: null,
  probesSkipped: 0,
  log: {
    accepted: 0,
    refused: 0,
    handedOver: 0,
    committed: 0,
    failed: 0,
    lost: 0,
    lastError: null,
  },
  droppedRecords: 0,
  notKept: { spans: 0, requests: 0 },
  poolThreadExits: 0,
} as const;

describe.each(MODES)('mode %s', (mode) => {
  test('of the whole run they are what its document says', () => {
    fc.assert(
      fc.property(plannedRun, (plan) => {
        const measured = plan.filter(({ outside }) => !outside).length;
        const assembled = new Assembled(FIRST_ID, measured, THREADS);
        const records = plausibleRun(mode, THREADS, plan).flat();
        assembled.take(records.sort((a, b) => a.timeNs - b.timeNs)).settle();
        const document = assembled.document();
        const summary = summarize(DEFAULT_SCENARIO, document.requests, document.lanes, FACTS);
        const trace = shownTraceOf(assembled.assembler.store);
        const figures = rangeStatistics(indexTrace(trace, NaN), WHOLE_RUN);
        // A range counts whatever ended in it; the summary of a run that was fired counts strangers apart.
        const strangers = summary.outside < document.requests.length ? summary.outside : 0;
        expect(figures.ended).toBe(summary.requests + strangers);
        expect(figures.failed).toBeGreaterThanOrEqual(summary.failed);
        expect(figures.failed).toBeLessThanOrEqual(summary.failed + strangers);
        expect(figures.inFlight).toBe(0);
        expect(figures.greatestOverlap).toEqual(summary.greatestOverlap);
        expect(figures.makespanMs).toBeCloseTo(summary.makespanMs, 4);
        expect(figures.throughputPerS).toBeCloseTo(summary.throughputPerS, 2);
        expect(figures.loopBlockedMs).toBeCloseTo(summary.loop.blockedMs, 4);
        expect(figures.loopBlockedShare).toBeCloseTo(summary.loop.blockedShare, 4);
        expect(figures.longestBlockMs).toBeCloseTo(summary.loop.longestBlockMs, 4);
        expect(figures.latencyMs === null).toBe(summary.latencyMs === null);
        for (const name of ['p50', 'p90', 'p95', 'p99', 'p999', 'max', 'mean'] as const)
          expect(figures.latencyMs?.[name] ?? 0).toBeCloseTo(summary.latencyMs?.[name] ?? 0, 4);
      }),
      { numRuns: 100 },
    );
  });

  test('ranges side by side share nothing and leave nothing out', () => {
    fc.assert(
      fc.property(plannedRun, fc.double({ min: 0, max: 1, noNaN: true }), (plan, share) => {
        const index = indexTrace(shownRun(mode, THREADS, plan), NaN);
        const cutMs = share * index.untilMs;
        const whole = rangeStatistics(index, WHOLE_RUN);
        const before = rangeStatistics(index, { startMs: -Infinity, endMs: cutMs });
        const after = rangeStatistics(index, { startMs: cutMs, endMs: Infinity });
        expect(before.ended + after.ended).toBe(whole.ended);
        expect(before.failed + after.failed).toBe(whole.failed);
        expect(before.makespanMs + after.makespanMs).toBeCloseTo(whole.makespanMs, 6);
        expect(before.loopBlockedMs + after.loopBlockedMs).toBeCloseTo(whole.loopBlockedMs, 6);
        const { fetch } = whole.greatestOverlap;
        expect(Math.max(before.greatestOverlap.fetch, after.greatestOverlap.fetch)).toBe(fetch);
      }),
      { numRuns: 100 },
    );
  });
});

//   request 1   ======                 0..60, 200
//   request 2     ======              20..80, 503
//   request 3         =============>  60.., not ended
//   block          ■■■■               30..70
//   probe       oooooooo              0..80
//   probe                 o>          100..
function three() {
  const requests = new RequestColumns();
  const none = { cpuMs: NaN, status: 0, endpoint: 1, mode: 1, stages: 0 };
  requests.set(0, { ...none, id: 1, startMs: 0, endMs: 60, outcome: 200 });
  requests.set(1, { ...none, id: 2, startMs: 20, endMs: 80, outcome: 503 });
  requests.set(2, { ...none, id: 3, startMs: 60, endMs: NaN, outcome: 0 });
  const spans = spansOf([
    spanRow({ kind: SpanKind.LoopBusy, startMs: 30, endMs: 70, lane: Lane.EventLoop }),
    spanRow({ kind: SpanKind.Probe, startMs: 0, endMs: 80, lane: Lane.HealthProbe }),
    spanRow({
      kind: SpanKind.Probe,
      startMs: 100,
      endMs: NaN,
      lane: Lane.HealthProbe,
      flags: SpanFlag.Open,
    }),
    spanRow({ kind: SpanKind.LoopBusy, startMs: 0, endMs: 90, flags: SpanFlag.Void }),
  ]);
  return shownTrace({ spans, requests, live: true });
}

test('a request belongs to the range in which it ended; a block counts as far as it reaches in', () => {
  const figures = rangeStatistics(indexTrace(three(), 120), { startMs: 50, endMs: 80 });
  expect(figures).toMatchObject({
    ended: 2,
    failed: 1,
    inFlight: 1,
    byOutcome: [
      [200, 1],
      [503, 1],
    ],
    makespanMs: 30,
    loopBlockedMs: 20,
    longestBlockMs: 20,
    worstProbeMs: 80,
    latencyMs: { p50: 60, max: 60 },
  });
  expect(figures.throughputPerS).toBeCloseTo(1000 / 30, 9);
});

test('what ends at the very start of a range belongs to the one before', () => {
  const index = indexTrace(three(), 120);
  expect(rangeStatistics(index, { startMs: 60, endMs: 79 }).ended).toBe(0);
  expect(rangeStatistics(index, { startMs: 59, endMs: 60 }).ended).toBe(1);
});

test('while the run grows, what is open counts up to now', () => {
  const figures = rangeStatistics(indexTrace(three(), 190), WHOLE_RUN);
  expect(figures).toMatchObject({ ended: 2, inFlight: 1, makespanMs: 190, worstProbeMs: 90 });
});

test('a range without anything has no latency and no number that is none', () => {
  const figures = rangeStatistics(indexTrace(three(), 120), { startMs: 500, endMs: 600 });
  expect(figures).toMatchObject({
    ended: 0,
    makespanMs: 0,
    throughputPerS: 0,
    loopBlockedShare: 0,
    latencyMs: null,
    worstProbeMs: null,
  });
  const empty = rangeStatistics(indexTrace(shownTrace({}), NaN), WHOLE_RUN);
  expect(empty).toMatchObject({ ended: 0, makespanMs: 0, throughputPerS: 0, longestBlockMs: 0 });
});

test("strangers' requests are counted, but the run's times are those of its own", () => {
  const plan = [...burst(2), ...burst(1, { outside: true, inferenceNs: 400e6, gapNs: 1e6 })];
  const index = indexTrace(shownRun('async-pool', 3, plan), NaN);
  const figures = rangeStatistics(index, WHOLE_RUN);
  expect(figures.ended).toBe(3);
  expect(figures.latencyMs?.max).toBeLessThan(100);
  expect(figures.makespanMs).toBeLessThan(100);
});
