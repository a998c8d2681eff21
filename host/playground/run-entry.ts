// Makes what is kept of a run that has ended: its entry in the list of runs, its packed trace, what came back.
import type { PackedAnswers } from '../../core/contract/thread-messages.ts';
import type { Batch, RunEntry } from '../../core/contract/window-state.ts';
import { packSnapshot } from '../../core/trace/pack-feed.ts';
import type { RecordedRun } from '../host-api.ts';
import type { KeptRun } from './kept-runs.ts';
import { modesMet } from './modes-met.ts';

export interface RunLabels {
  readonly number: number;
  readonly origin: RunEntry['origin'];
  readonly batch: Batch | null;
}

export function keptRunOf(recorded: RecordedRun, labels: RunLabels): KeptRun {
  const { document, store, feedRun, endNs, answers } = recorded;
  const { scenario, droppedRecords, summary, runId, startedAt } = document;
  const nowMs = (endNs - store.startNs) / 1e6;
  const trace = packSnapshot(store, { run: feedRun, droppedRecords, nowMs });
  const met = modesMet(store, labels.origin);
  const entry: RunEntry = {
    ...labels,
    feedRun,
    runId,
    startedAt,
    scenario,
    modes: met.length > 0 ? met : [scenario.mode],
    summary,
    requests: store.requests.length,
    spans: store.spans.length,
    firstRequestId: store.firstRequestId,
    bytes: trace.byteLength + bytesOf(answers),
    pinned: false,
  };
  return { entry, trace, answers };
}

function bytesOf(answers: PackedAnswers | null): number {
  if (answers === null) return 0;
  const { status, bodyBytes, offsets, bytes } = answers;
  return status.byteLength + bodyBytes.byteLength + offsets.byteLength + bytes.byteLength;
}
