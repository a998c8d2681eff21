// The numbers of a run, computed from its document's requests and lanes alone, so that a stored run gives the same
// numbers as a live one.
import {
  HEARTBEAT_MS,
  MAX_IN_FLIGHT,
  MAX_SEND_ERROR_P99_MS,
  RUNTIME_BLOCK_MS,
} from '../contract/limits.ts';
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
  const measured = requests.filter((request) => typeof request.id === 'number');
  // Strangers' requests are counted apart: a run's numbers are those of its own requests. Only runs that were fired can
  // be stopped or fail.
  const fired = measured.length > 0 || facts.phase !== 'done';
  const timed = fired ? measured : requests;
  const fromMs = leastOf(timed, (request) => request.startMs) ?? 0;
  const toMs = greatestOf(timed, (request) => request.endMs) ?? fromMs;
  const makespanMs = Math.max(0, toMs - fromMs);
  const handlerMs = leastOf(timed, (request) => request.handlerStartMs);
  const answered = timed.filter(
    (request) => typeof request.status === 'number' && request.endMs !== null,
  );
  const sendErrors = percentilesOf(
    measured.map((request) => (request.sentMs ?? 0) - (request.intendedMs ?? 0)),
  );
  const open = scenario.arrival.kind === 'constant' || scenario.arrival.kind === 'poisson';
  const verdictReasons = unreliability(open, sendErrors?.p99 ?? 0, measured, facts);
  const waits = totalWaits(timed);
  const totalMs = timed.reduce(
    (sum, request) => sum + Math.max(0, (request.endMs ?? request.startMs) - request.startMs),
    0,
  );
  return {
    phase: facts.phase,
    reason: facts.reason,
    verdict: verdictReasons.length === 0 ? 'reliable' : 'unreliable',
    verdictReasons,
    requests: timed.length,
    notSent: fired ? Math.max(0, scenario.requests - measured.length) : 0,
    outside: requests.length - measured.length,
    byStatus: countBy(timed),
    failed: timed.filter(isFailure).length,
    makespanMs,
    makespanFromHandlerMs: handlerMs === null ? null : Math.max(0, toMs - handlerMs),
    latencyMs: percentilesOf(answered.map((request) => (request.endMs ?? 0) - request.startMs)),
    throughputPerS: makespanMs > 0 ? (answered.filter(isSuccess).length * 1000) / makespanMs : 0,
    waits,
    unaccountedShare: totalMs > 0 ? waits.unaccountedMs / totalMs : 0,
    loop: loopNumbers(timed, lanes, fromMs, toMs),
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

/** A request from outside that is still open when its recording ends goes on; a measured one was never answered. */
function isFailure(request: RunRequest): boolean {
  const goesOn = typeof request.id === 'string' && request.status === 'pending';
  return !goesOn && !isSuccess(request);
}

function isSuccess(request: RunRequest): boolean {
  return typeof request.status === 'number' && request.status >= 200 && request.status < 400;
}

/** Least of the known values; null when there is none. */
function leastOf<T>(items: readonly T[], value: (item: T) => number | null): number | null {
  let least: number | null = null;
  for (const item of items) {
    const at = value(item);
    if (at !== null && (least === null || at < least)) least = at;
  }
  return least;
}

/** Greatest of the known values; null when there is none. */
function greatestOf<T>(items: readonly T[], value: (item: T) => number | null): number | null {
  const least = leastOf(items, (item) => {
    const at = value(item);
    return at === null ? null : -at;
  });
  return least === null ? null : -least;
}

function unreliability(
  open: boolean,
  sendErrorP99Ms: number,
  measured: readonly RunRequest[],
  facts: SummaryFacts,
): string[] {
  const reasons: string[] = [];
  if (open && sendErrorP99Ms > MAX_SEND_ERROR_P99_MS) {
    const late = `send error ${sendErrorP99Ms.toFixed(1)} ms at p99 (allowed: ${MAX_SEND_ERROR_P99_MS} ms)`;
    const inFlight = greatestOverlap(
      measured.map(({ sentMs, endMs }) => ({ startMs: sentMs ?? 0, endMs: endMs ?? Infinity })),
    );
    reasons.push(
      inFlight >= MAX_IN_FLIGHT
        ? `the server did not keep up: ${MAX_IN_FLIGHT} requests were in flight, the limit, and later ones had to wait: ${late}`
        : `the generator sent late: ${late}`,
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
  const firstFetchMs = leastOf(spansOf(requests, 'fetch'), (span) => span.endMs);
  const share = (startMs: number): number =>
    toMs > startMs ? lengthWithin(blocks, startMs, toMs) / (toMs - startMs) : 0;
  return {
    blockedMs: lengthWithin(blocks, fromMs, toMs),
    blockedShare: share(fromMs),
    blockedShareAfterFirstFetch: firstFetchMs === null ? null : share(firstFetchMs),
    longestBlockMs: greatestOf(blocks, (block) => lengthWithin([block], fromMs, toMs)) ?? 0,
    runtimeResolutionMs: HEARTBEAT_MS + RUNTIME_BLOCK_MS,
  };
}

function spreadOf(measured: readonly RunRequest[]): number | null {
  const firstMs = leastOf(measured, (request) => request.sentMs);
  const lastMs = greatestOf(measured, (request) => request.sentMs);
  return firstMs === null || lastMs === null ? null : lastMs - firstMs;
}

function probeNumbers(lanes: readonly RunLane[], skipped: number): RunSummary['probe'] {
  const probes = lanes.filter((lane) => lane.kind === 'health-probe').flatMap((lane) => lane.spans);
  const ended = closed(probes);
  const worstMs = greatestOf(ended, (probe) => probe.endMs - probe.startMs);
  return { sent: probes.length, skipped, worstMs };
}
