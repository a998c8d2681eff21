// Makes a run's document from its trace and the few facts that no trace holds.
import {
  documentLanes,
  documentRequests,
  type LaneFacts,
} from '../core/analysis/document-builder.ts';
import { probeSamples } from '../core/analysis/probe-samples.ts';
import { summarize } from '../core/analysis/summary.ts';
import { PROBE_INTERVAL_MS } from '../core/contract/limits.ts';
import {
  RUN_SCHEMA_VERSION,
  type LogCounters,
  type RunDocument,
  type RunSummary,
} from '../core/contract/run-document.ts';
import type { Scenario } from '../core/contract/scenario.ts';
import type { TraceStore } from '../core/trace/trace-store.ts';
import { describeMachine } from './machine.ts';

export interface DocumentFacts {
  readonly runId: string;
  readonly startedAt: string;
  readonly phase: RunSummary['phase'];
  readonly reason: string | null;
  readonly log: LogCounters;
  readonly probesSkipped: number;
  readonly poolThreadExits: number;
  readonly lanes: readonly LaneFacts[];
}

export function buildDocument(
  store: TraceStore,
  scenario: Scenario,
  facts: DocumentFacts,
): RunDocument {
  const requests = documentRequests(store);
  const lanes = documentLanes(store, facts.lanes);
  const droppedRecords = lanes.reduce((sum, lane) => sum + lane.droppedRecords, 0);
  const summary = summarize(scenario, requests, lanes, {
    phase: facts.phase,
    reason: facts.reason,
    probesSkipped: facts.probesSkipped,
    log: facts.log,
    droppedRecords,
    notKept: { spans: store.spans.notKept, requests: store.requests.notKept },
    poolThreadExits: facts.poolThreadExits,
  });
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    runId: facts.runId,
    startedAt: facts.startedAt,
    scenario,
    machine: describeMachine(),
    summary,
    requests,
    lanes,
    probe: {
      intervalMs: PROBE_INTERVAL_MS,
      skipped: facts.probesSkipped,
      samples: probeSamples(store),
    },
    droppedRecords,
  };
}
