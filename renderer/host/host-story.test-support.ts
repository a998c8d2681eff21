// What a host tells of its runs, for tests of what a window shows of them.
import { runOf } from '../../core/export/run-document.test-support.ts';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import type { Activity, RunEntry } from '../../core/contract/window-state.ts';

export function kept(
  number: number,
  feedRun: number,
  origin: RunEntry['origin'] = 'measured',
): RunEntry {
  return {
    number,
    feedRun,
    runId: `run-${number}`,
    origin,
    startedAt: '2026-11-02T10:00:00.000Z',
    scenario: DEFAULT_SCENARIO,
    modes: [DEFAULT_SCENARIO.mode],
    summary: runOf([]).summary,
    requests: 1,
    spans: 1,
    firstRequestId: 1,
    bytes: 100,
    pinned: false,
    batch: null,
  };
}

export function active(number: number, feedRun: number): Activity {
  return {
    phase: 'running',
    number,
    feedRun,
    mode: 'sync',
    step: feedRun === 0 ? 'preparing' : 'firing',
    sent: 0,
    finished: 0,
    failed: 0,
    requests: 10,
    elapsedMs: 0,
    expectedMs: null,
    batch: null,
  };
}
