// How the requests of a run ended, as the window counts them: who stops a run has not made its requests fail. Pure.
import type { RunSummary } from '../../core/contract/run-document.ts';
import { Outcome, outcomeName } from '../../core/trace/request-table.ts';

/** The status of a request that was under way when its run was stopped. */
export const STOPPED = outcomeName(Outcome.Stopped);

export interface Ends {
  /** Without a good answer, whoever was at fault; not those that were stopped. */
  readonly errors: number;
  /** Under way when the run was stopped. */
  readonly notFinished: number;
}

export function endsOf({ failed, byStatus }: Pick<RunSummary, 'failed' | 'byStatus'>): Ends {
  const notFinished = Math.min(failed, byStatus[STOPPED] ?? 0);
  return { errors: failed - notFinished, notFinished };
}
