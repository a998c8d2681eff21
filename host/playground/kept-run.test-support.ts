// Kept runs made by hand: what bounds and views look at is their number, size and pin.
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import type { RunEntry } from '../../core/contract/window-state.ts';
import { runOf } from '../../core/export/run-document.test-support.ts';
import type { KeptRun } from './kept-runs.ts';

export function keptRun(number: number, bytes: number, change: Partial<RunEntry> = {}): KeptRun {
  const entry: RunEntry = {
    number,
    feedRun: number,
    runId: `r-${number}`,
    origin: 'measured',
    startedAt: '2026-01-01T00:00:00.000Z',
    scenario: DEFAULT_SCENARIO,
    modes: ['sync'],
    summary: runOf([]).summary,
    requests: 0,
    spans: 0,
    firstRequestId: 1,
    bytes,
    pinned: false,
    batch: null,
    ...change,
  };
  return { entry, trace: new ArrayBuffer(8), answers: null };
}
