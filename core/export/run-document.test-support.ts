// Hand-made run documents for tests: short timelines are written as characters, one character a
// fixed time, so that a test shows what it means.
import type { RunDocument, RunLane, RunRequest, RunSpan } from '../contract/run-document.ts';
import { DEFAULT_SCENARIO } from '../contract/scenario.ts';

const KINDS: Readonly<Record<string, string>> = {
  f: 'fetch',
  i: 'inference',
  w: 'loop-wait',
  p: 'pool-wait',
  a: 'accept-wait',
  b: 'background',
  o: 'probe',
  d: 'deliver',
};

/** `ffii` is a fetch of two characters' time, then inference; a space is nothing; `>` leaves the last span open. */
export function spansOf(timeline: string, msPerCharacter: number, lane: string): RunSpan[] {
  const spans: RunSpan[] = [];
  for (const match of timeline.matchAll(/([a-z])\1*(>?)/g)) {
    const kind = KINDS[match[1] ?? ''] ?? 'unaccounted';
    const onLoop = lane === 'event-loop';
    const end = match.index + match[0].replace('>', '').length;
    spans.push({
      kind: onLoop ? 'loop-busy' : kind,
      lane,
      startMs: match.index * msPerCharacter,
      endMs: match[2] === '>' ? null : end * msPerCharacter,
      attributes: onLoop ? { stage: kind, cause: 'stage' } : {},
    });
  }
  return spans;
}

export function requestOf(
  id: number | string,
  spans: RunSpan[],
  status: number | string = 200,
): RunRequest {
  const startMs = spans[0]?.startMs ?? 0;
  const last = spans.at(-1);
  return {
    id,
    endpoint: '/predict',
    mode: 'async-io',
    status,
    intendedMs: startMs,
    sentMs: startMs,
    receivedMs: last?.endMs ?? null,
    handlerStartMs: startMs,
    flushedMs: last?.endMs ?? null,
    startMs,
    endMs: last === undefined ? startMs : last.endMs,
    waits: { ioMs: 0, loopMs: 0, poolMs: 0, unaccountedMs: 0 },
    spans,
  };
}

export function laneOf(id: string, kind: RunLane['kind'], spans: RunSpan[]): RunLane {
  return { id, kind, generation: 1, droppedRecords: 0, spans };
}

/** A run of these requests and lanes; the summary is a plausible one that says nothing of them. */
export function runOf(
  requests: RunRequest[],
  lanes: RunLane[] = [],
  summary: Partial<RunDocument['summary']> = {},
  scenario: Partial<RunDocument['scenario']> = {},
): RunDocument {
  return {
    schemaVersion: 1,
    runId: 'run-1',
    startedAt: '2026-11-02T10:00:00.000Z',
    scenario: { ...DEFAULT_SCENARIO, ...scenario },
    machine: {
      platform: 'linux',
      arch: 'x64',
      cores: 2,
      cpuModel: 'test',
      memoryMiB: 4096,
      runtime: 'node 24.21.0',
      loopscope: '0.1.0',
    },
    summary: {
      phase: 'done',
      reason: null,
      verdict: 'reliable',
      verdictReasons: [],
      requests: requests.length,
      notSent: 0,
      outside: 0,
      byStatus: requests.length > 0 ? { '200': requests.length } : {},
      failed: 0,
      makespanMs: 300,
      makespanFromHandlerMs: 299,
      latencyMs:
        requests.length > 0
          ? { p50: 200, p90: 290, p95: 295, p99: 299, p999: 300, max: 300, mean: 210 }
          : null,
      throughputPerS: 6.7,
      waits: { ioMs: 0, loopMs: 0, poolMs: 0, unaccountedMs: 0 },
      unaccountedShare: 0,
      loop: {
        blockedMs: 0,
        blockedShare: 0,
        blockedShareAfterFirstFetch: 0,
        longestBlockMs: 0,
        runtimeResolutionMs: 5,
      },
      greatestOverlap: { fetch: 1, inference: 1 },
      sendErrorMs: null,
      burstSpreadMs: 0.4,
      probe: { sent: 3, skipped: 0, worstMs: 1.2 },
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
      ...summary,
    },
    requests,
    lanes,
    probe: { intervalMs: 100, skipped: 0, samples: [] },
    droppedRecords: 0,
  };
}
