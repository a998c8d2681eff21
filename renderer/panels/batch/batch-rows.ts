// A batch ("Run all") as a table: one row a mode, in the order of the runs, filled in as they end.
import { endsOf } from '../ends.ts';
import type { ActiveRun, ShownRun } from '../shown-run.ts';
import type { Batch, HostState, RunEntry } from '../../../core/contract/window-state.ts';
import type { Mode } from '../../../core/contract/scenario.ts';

export type BatchRow =
  /** Its turn comes. */
  | { readonly phase: 'pending'; readonly mode: Mode }
  | { readonly phase: 'running'; readonly mode: Mode; readonly activity: ActiveRun }
  | { readonly phase: 'done'; readonly mode: Mode; readonly entry: RunEntry }
  /** It ran, and its run was deleted or had to make room. */
  | { readonly phase: 'absent'; readonly mode: Mode }
  /** The batch was ended before. */
  | { readonly phase: 'notRun'; readonly mode: Mode };

type State = Pick<HostState, 'activity' | 'runs'>;

/** The batch that the shown run is of; null when it is a run of its own. */
export function batchOf(shown: ShownRun): Batch | null {
  if (shown.phase === 'active') return shown.activity.batch;
  return shown.phase === 'kept' ? shown.entry.batch : null;
}

export function batchRows({ activity, runs }: State, batch: Batch): BatchRow[] {
  const entries = runs.filter((entry) => entry.batch?.id === batch.id);
  const running = activity.phase === 'running' && activity.batch?.id === batch.id ? activity : null;
  const lastBegun = Math.max(
    batch.index,
    running?.batch?.index ?? 0,
    ...entries.map((entry) => entry.batch?.index ?? 0),
  );
  return batch.modes.map((mode, index): BatchRow => {
    if (running?.batch?.index === index) return { phase: 'running', mode, activity: running };
    const entry = entries.find((candidate) => candidate.batch?.index === index);
    if (entry !== undefined) return { phase: 'done', mode, entry };
    if (index <= lastBegun) return { phase: 'absent', mode };
    return { phase: running === null ? 'notRun' : 'pending', mode };
  });
}

/** The numbers that are compared; in all of them less is better. */
export const MEASURES = ['makespan', 'p50', 'p99', 'held', 'longest', 'failed'] as const;
export type Measure = (typeof MEASURES)[number];

/** One number of a run; null where it has none. */
export function measureOf({ summary }: Pick<RunEntry, 'summary'>, measure: Measure): number | null {
  switch (measure) {
    case 'makespan':
      return summary.makespanMs;
    case 'p50':
      return summary.latencyMs?.p50 ?? null;
    case 'p99':
      return summary.latencyMs?.p99 ?? null;
    case 'held':
      return summary.loop.blockedShare;
    case 'longest':
      return summary.loop.longestBlockMs;
    case 'failed':
      return endsOf(summary).errors;
  }
}

/** Numbers closer than this share of each other are no different. */
const SAME_SHARE = 0.05;
/** Nor are numbers that differ by less than anybody can feel or the recorder vouches for. */
const LEAST_DIFFERENCE: Readonly<Record<Measure, number>> = {
  makespan: 1,
  p50: 1,
  p99: 1,
  held: 0.01,
  longest: 5,
  failed: 0.5,
};

export interface MeasureScale {
  /** What the longest bar stands for. */
  readonly greatest: number;
  /** What counts as the best; null while less than two runs can be compared, or when all are the same. */
  readonly best: number | null;
}

/** Scale of one column. Only whole runs can be the best: one that was stopped is no quicker for it. */
export function measureScale(rows: readonly BatchRow[], measure: Measure): MeasureScale {
  const entries = rows.flatMap((row) => (row.phase === 'done' ? [row.entry] : []));
  const all = entries.flatMap((entry) => measureOf(entry, measure) ?? []);
  const whole = entries
    .filter(({ summary }) => summary.phase === 'done')
    .flatMap((entry) => measureOf(entry, measure) ?? []);
  const greatest = Math.max(0, ...all);
  if (whole.length < 2) return { greatest, best: null };
  const least = Math.min(...whole);
  const same = isSame(least, Math.max(...whole), measure);
  return { greatest, best: same ? null : least };
}

export function isSame(a: number, b: number, measure: Measure): boolean {
  const difference = Math.abs(a - b);
  return (
    difference < LEAST_DIFFERENCE[measure] ||
    difference < SAME_SHARE * Math.max(Math.abs(a), Math.abs(b))
  );
}
