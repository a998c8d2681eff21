// From records to a document that the schema of documents accepts.
import { expect, test } from 'vitest';
import { RUN_SCHEMA_VERSION, runDocumentSchema } from '../contract/run-document.ts';
import { DEFAULT_SCENARIO, MODES } from '../contract/scenario.ts';
import { runOf } from '../export/run-document.test-support.ts';
import { Assembled } from '../trace/assembled.test-support.ts';
import { Lane, poolLane } from '../trace/lane.ts';
import { brokenLaws } from '../trace/laws.ts';
import { FIRST_ID, plausibleRun } from '../trace/plausible-run.test-support.ts';
import { RecordKind, RecordOp } from '../trace/record.ts';
import { documentLanes, documentRequests, msOrNull, statusOf, tidyMs } from './document-builder.ts';
import { probeSamples } from './probe-samples.ts';
import { summarize } from './summary.ts';

const PLAN = Array.from({ length: 6 }, (_, n) => ({
  outside: n === 5,
  gapNs: 500_000,
  fetchNs: 4e6,
  inferenceNs: 3e6,
  logged: n % 2 === 0,
  timeoutNs: n === 4 ? 2e6 : 1e12,
  killsThread: false,
  fetchFails: n === 3,
}));
const LOG = {
  accepted: 0,
  refused: 0,
  handedOver: 0,
  committed: 0,
  failed: 0,
  lost: 0,
  lastError: null,
};

function assembledOf(mode: (typeof MODES)[number]): Assembled {
  const probe = { source: 0, generation: 1, status: 0, b: 0, request: 0, span: 900 };
  const probes = [
    { ...probe, op: RecordOp.Begin, timeNs: 1e6, value: 2e6, a: 0 },
    { ...probe, op: RecordOp.End, timeNs: 3e6, value: 0, a: 200 },
    { ...probe, op: RecordOp.Begin, timeNs: 4e6, value: 4e6, a: 0, span: 901 },
  ].map((record) => ({ ...record, kind: RecordKind.Probe, lane: Lane.LoadGenerator }));
  return new Assembled(FIRST_ID, 5, 2)
    .take([...plausibleRun(mode, 2, PLAN).flat(), ...probes])
    .settle();
}

test.each(MODES)('a run in mode %s becomes a document that its schema accepts', (mode) => {
  const { store } = assembledOf(mode).assembler;
  const lanes = [
    Lane.EventLoop,
    Lane.Background,
    Lane.FeatureService,
    Lane.HealthProbe,
    poolLane(1),
    poolLane(2),
  ];
  const facts = lanes.map((lane) => ({ lane, generation: 1, droppedRecords: 0 }));
  const requests = documentRequests(store);
  const built = documentLanes(store, facts);
  const scenario = { ...DEFAULT_SCENARIO, mode, requests: 5 };
  const samples = probeSamples(store);
  const document = {
    ...runOf(requests, built, {}, scenario),
    schemaVersion: RUN_SCHEMA_VERSION,
    summary: summarize(scenario, requests, built, {
      phase: 'done',
      reason: null,
      probesSkipped: 0,
      log: LOG,
      droppedRecords: 0,
      notKept: { spans: 0, requests: 0 },
      poolThreadExits: 0,
    }),
    probe: { intervalMs: 100, skipped: 0, samples },
  };
  const written: unknown = JSON.parse(JSON.stringify(document));
  expect(runDocumentSchema.parse(written)).toEqual(document);
  expect(brokenLaws(runDocumentSchema.parse(written))).toEqual([]);
  expect(document.summary).toMatchObject({ requests: 5, outside: 1, notSent: 0 });
  expect(requests.map(({ mode: of }) => of)).toEqual(Array.from({ length: 6 }, () => mode));
  expect(samples).toEqual([
    { intendedMs: 1, sentMs: 2, receivedMs: 3, latencyMs: 2, status: 200 },
    { intendedMs: 4, sentMs: 4, receivedMs: null, latencyMs: null, status: 'pending' },
  ]);
});

test('waits are the sums of the tiles of their class; orphaned work is nobody’s wait', () => {
  for (const mode of MODES) {
    for (const request of documentRequests(assembledOf(mode).assembler.store)) {
      const sumOf = (...kinds: string[]): number =>
        request.spans
          .filter(({ kind, attributes }) => kinds.includes(kind) && attributes['orphaned'] !== true)
          .reduce((sum, { startMs, endMs }) => sum + (endMs ?? startMs) - startMs, 0);
      expect(request.waits.ioMs).toBeCloseTo(sumOf('fetch'), 5);
      expect(request.waits.loopMs).toBeCloseTo(sumOf('accept-wait', 'loop-wait'), 5);
      expect(request.waits.poolMs).toBeCloseTo(sumOf('pool-wait'), 5);
      expect(request.waits.unaccountedMs).toBeCloseTo(sumOf('unaccounted'), 5);
    }
  }
});

test('inference in the pool lies on its thread, on the loop it says so; both carry their CPU time', () => {
  const inferences = (mode: (typeof MODES)[number]) =>
    documentRequests(assembledOf(mode).assembler.store)
      .flatMap(({ spans }) => spans)
      .filter(({ kind, attributes }) => kind === 'inference' && attributes['orphaned'] !== true);
  for (const { lane, attributes } of inferences('async-pool')) {
    expect(lane).toMatch(/^thread-[12]$/);
    expect(attributes).toMatchObject({ cpuMs: 1.5 });
    expect(attributes['on']).toBeUndefined();
  }
  for (const { lane, attributes } of inferences('async-io')) {
    expect(lane).toMatch(/^request-/);
    expect(attributes).toMatchObject({ cpuMs: 1.5, on: 'event-loop' });
  }
  expect(inferences('async-pool').length).toBeGreaterThan(3);
  expect(inferences('async-io').length).toBeGreaterThan(3);
});

test('times have the resolution of the clock; what is not known is null; statuses are told apart', () => {
  expect(tidyMs(0.1 + 0.2)).toBe(0.3);
  expect(tidyMs(1.234_567_89)).toBe(1.234_568);
  expect(msOrNull(NaN)).toBeNull();
  expect(statusOf(200)).toBe(200);
  expect([0, -1, -2, -3, -4].map(statusOf)).toEqual([
    'pending',
    'timeout',
    'connection-failed',
    'stopped',
    'client-gone',
  ]);
});
