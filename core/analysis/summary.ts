// The numbers of a run, computed from its document's requests and lanes alone, so that a stored run gives the same
// numbers as a live one.
import { HEARTBEAT_MS, MAX_SEND_ERROR_P99_MS, RUNTIME_BLOCK_MS } from '../contract/limits.ts';
import type {
  LogCounters,
  RunLane,
  RunRequest,
  RunSpan,
  RunSummary,
} from '../contract/run-document.ts';
import type { Scenario } from '../contract/scenario.ts';
import { greatestOverlap, lengthWithin, type Interval } from './intervals.ts';
import { percentilesOf } from './percentile.ts';

/** What the document cannot say itself. */
export interface SummaryFacts {
  readonly phase: RunSummary['phase'];
  readonly reason: string | null;
  readonly probesSkipped: number;
  readonly log: LogCounters;
  readonly droppedRecords: number;
  readonly notKept: RunSummary['notKept'];
  readonly poolThreadExits: number;
}

export function summarize(
  scenario: Scenario,
  requests: readonly RunRequest[],
  lanes: readonly RunLane[],
  facts: SummaryFacts,
): RunSummary {
  const measured = requests.filter((request) => request.intendedMs !== null);
  const fromMs = minOf(requests, (request) => request.startMs);
  const toMs = maxOf(requests, (request) => request.endMs);
  const makespanMs = Math.max(0, toMs - fromMs);
  const handlerMs = minOf(requests, (request) => request.handlerStartMs);
  const answered = requests.filter(
    (request) => typeof request.status === 'number' && request.endMs !== null,
  );
  const sendErrors = percentilesOf(
    measured.map((request) => (request.sentMs ?? 0) - (request.intendedMs ?? 0)),
  );
  const open = scenario.arrival.kind === 'constant' || scenario.arrival.kind === 'poisson';
  const verdictReasons = unreliability(open, sendErrors?.p99 ?? 0, facts);
  const waits = totalWaits(requests);
  const totalMs = requests.reduce(
    (sum, request) => sum + Math.max(0, (request.endMs ?? request.startMs) - request.startMs),
    0,
  );
  return {
    phase: facts.phase,
    reason: facts.reason,
    verdict: verdictReasons.length === 0 ? 'reliable' : 'unreliable',
    verdictReasons,
    requests: requests.length,
    notSent:
      measured.length > 0 || facts.phase !== 'done'
        ? Math.max(0, scenario.requests - measured.length)
        : 0,
    outside: requests.length - measured.length,
    byStatus: countBy(requests),
    failed: requests.filter((request) => !isSuccess(request)).length,
    makespanMs,
    makespanFromHandlerMs: Math.max(0, toMs - handlerMs),
    latencyMs: percentilesOf(answered.map((request) => (request.endMs ?? 0) - request.startMs)),
    throughputPerS: makespanMs > 0 ? (answered.filter(isSuccess).length * 1000) / makespanMs : 0,
    waits,
    unaccountedShare: totalMs > 0 ? waits.unaccountedMs / totalMs : 0,
    loop: loopNumbers(requests, lanes, fromMs, toMs),
    greatestOverlap: {
      fetch: greatestOverlap(spansOf(requests, 'fetch')),
      inference: greatestOverlap(spansOf(requests, 'inference')),
    },
    sendErrorMs:
      open && sendErrors !== null
        ? { p50: sendErrors.p50, p99: sendErrors.p99, max: sendErrors.max }
        : null,
    burstSpreadMs: scenario.arrival.kind === 'burst' ? spreadOf(measured) : null,
    probe: probeNumbers(lanes, facts.probesSkipped),
    log: facts.log,
    droppedRecords: facts.droppedRecords,
    notKept: facts.notKept,
    poolThreadExits: facts.poolThreadExits,
  };
}

function isSuccess(request: RunRequest): boolean {
  return typeof request.status === 'number' && request.status >= 200 && request.status < 400;
}

function minOf<T>(items: readonly T[], value: (item: T) => number | null): number {
  let least = Infinity;
  for (const item of items) least = Math.min(least, value(item) ?? Infinity);
  return Number.isFinite(least) ? least : 0;
}

function maxOf<T>(items: readonly T[], value: (item: T) => number | null): number {
  let greatest = -Infinity;
  for (const item of items) greatest = Math.max(greatest, value(item) ?? -Infinity);
  return Number.isFinite(greatest) ? greatest : 0;
}

function unreliability(open: boolean, sendErrorP99Ms: number, facts: SummaryFacts): string[] {
  const reasons: string[] = [];
  if (open && sendErrorP99Ms > MAX_SEND_ERROR_P99_MS) {
    reasons.push(
      `the generator sent late: send error ${sendErrorP99Ms.toFixed(1)} ms at p99 (allowed: ${MAX_SEND_ERROR_P99_MS} ms)`,
    );
  }
  if (facts.droppedRecords > 0)
    reasons.push(`${facts.droppedRecords} records were lost because a ring was full`);
  return reasons;
}

function countBy(requests: readonly RunRequest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of requests) counts[String(status)] = (counts[String(status)] ?? 0) + 1;
  return counts;
}

function totalWaits(requests: readonly RunRequest[]): RunSummary['waits'] {
  const total = { ioMs: 0, loopMs: 0, poolMs: 0, unaccountedMs: 0 };
  for (const { waits } of requests) {
    total.ioMs += waits.ioMs;
    total.loopMs += waits.loopMs;
    total.poolMs += waits.poolMs;
    total.unaccountedMs += waits.unaccountedMs;
  }
  return total;
}

function closed(spans: readonly RunSpan[]): Interval[] {
  return spans.flatMap(({ startMs, endMs }) => (endMs === null ? [] : [{ startMs, endMs }]));
}

function spansOf(requests: readonly RunRequest[], kind: string): Interval[] {
  return requests.flatMap((request) => closed(request.spans.filter((span) => span.kind === kind)));
}

function loopNumbers(
  requests: readonly RunRequest[],
  lanes: readonly RunLane[],
  fromMs: number,
  toMs: number,
): RunSummary['loop'] {
  const blocks = closed(
    lanes.filter((lane) => lane.kind === 'event-loop').flatMap((lane) => lane.spans),
  );
  const firstFetchMs = minOf(spansOf(requests, 'fetch'), (span) => span.endMs);
  const share = (startMs: number): number =>
    toMs > startMs ? lengthWithin(blocks, startMs, toMs) / (toMs - startMs) : 0;
  const blockedMs = lengthWithin(blocks, fromMs, toMs);
  return {
    blockedMs,
    blockedShare: share(fromMs),
    blockedShareAfterFirstFetch: share(firstFetchMs),
    longestBlockMs: Math.max(
      0,
      maxOf(blocks, (block) => (block.endMs > fromMs ? block.endMs - block.startMs : null)),
    ),
    runtimeResolutionMs: HEARTBEAT_MS + RUNTIME_BLOCK_MS,
  };
}

function spreadOf(measured: readonly RunRequest[]): number | null {
  if (measured.length === 0) return null;
  return (
    maxOf(measured, (request) => request.sentMs) - minOf(measured, (request) => request.sentMs)
  );
}

function probeNumbers(lanes: readonly RunLane[], skipped: number): RunSummary['probe'] {
  const probes = lanes.filter((lane) => lane.kind === 'health-probe').flatMap((lane) => lane.spans);
  const ended = closed(probes);
  const worstMs = ended.length === 0 ? null : maxOf(ended, (probe) => probe.endMs - probe.startMs);
  return { sent: probes.length, skipped, worstMs };
}
