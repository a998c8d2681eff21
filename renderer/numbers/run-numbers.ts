// The numbers that are shown, wherever they come from: a finished run's are those of its document, to the digit; a growing
// run's and a range's are counted from the columns. No words here.
import type { RangeStatistics } from '../../core/analysis/range-statistics.ts';
import type { Percentiles, RunSummary } from '../../core/contract/run-document.ts';
import { outcomeName } from '../../core/trace/request-table.ts';
import { endsOf } from '../panels/ends.ts';

export interface RunNumbers {
  readonly requests: number;
  /** Still under way. */
  readonly inFlight: number;
  /** Ended without a good answer; not those that were stopped with their run. */
  readonly failed: number;
  /** Under way when their run was stopped. */
  readonly notFinished: number;
  readonly answered: number;
  /** Outcome and how often, most frequent first. */
  readonly byStatus: readonly (readonly [status: string, count: number])[];
  readonly throughputPerS: number;
  readonly latencyMs: Percentiles | null;
  readonly makespanMs: number;
  readonly loopBlockedMs: number;
  readonly loopBlockedShare: number;
  readonly longestBlockMs: number;
  readonly worstProbeMs: number | null;
  readonly overlap: { readonly fetch: number; readonly inference: number };
}

export function numbersOfSummary(summary: RunSummary): RunNumbers {
  const byStatus = Object.entries(summary.byStatus).sort((a, b) => b[1] - a[1]);
  const ends = endsOf(summary);
  return {
    requests: summary.requests,
    inFlight: summary.byStatus[outcomeName(0)] ?? 0,
    failed: ends.errors,
    notFinished: ends.notFinished,
    answered: answeredOf(byStatus),
    byStatus,
    throughputPerS: summary.throughputPerS,
    latencyMs: summary.latencyMs,
    makespanMs: summary.makespanMs,
    loopBlockedMs: summary.loop.blockedMs,
    loopBlockedShare: summary.loop.blockedShare,
    longestBlockMs: summary.loop.longestBlockMs,
    worstProbeMs: summary.probe.worstMs,
    overlap: summary.greatestOverlap,
  };
}

export function numbersOfStatistics(statistics: RangeStatistics): RunNumbers {
  const byStatus = statistics.byOutcome.map(
    ([outcome, count]) => [outcomeName(outcome), count] as const,
  );
  const ends = endsOf({ failed: statistics.failed, byStatus: Object.fromEntries(byStatus) });
  return {
    requests: statistics.ended,
    inFlight: statistics.inFlight,
    failed: ends.errors,
    notFinished: ends.notFinished,
    answered: answeredOf(byStatus),
    byStatus,
    throughputPerS: statistics.throughputPerS,
    latencyMs: statistics.latencyMs,
    makespanMs: statistics.makespanMs,
    loopBlockedMs: statistics.loopBlockedMs,
    loopBlockedShare: statistics.loopBlockedShare,
    longestBlockMs: statistics.longestBlockMs,
    worstProbeMs: statistics.worstProbeMs,
    overlap: statistics.greatestOverlap,
  };
}

/** HTTP statuses are numbers; everything else is a word for an answer that never came. */
function answeredOf(byStatus: RunNumbers['byStatus']): number {
  let answered = 0;
  for (const [status, count] of byStatus) if (/^\d+$/.test(status)) answered += count;
  return answered;
}
