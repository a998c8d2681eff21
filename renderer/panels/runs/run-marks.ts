// What is to be said of a kept run beside its numbers: that it failed, was stopped, cannot be vouched for, or that some
// of its requests failed. Pure; words and signs come from the strip.
import type { RunEntry } from '../../../core/contract/window-state.ts';
import { endsOf } from '../ends.ts';

export type RunMark =
  | { readonly kind: 'failedRun' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unreliable' }
  | { readonly kind: 'failedRequests' | 'notFinished'; readonly count: number };

/** Gravest first. */
export function marksOf({ summary }: Pick<RunEntry, 'summary'>): RunMark[] {
  const { errors, notFinished } = endsOf(summary);
  const marks: RunMark[] = [];
  if (summary.phase === 'failed') marks.push({ kind: 'failedRun' });
  if (summary.phase === 'stopped') marks.push({ kind: 'stopped' });
  if (summary.verdict === 'unreliable') marks.push({ kind: 'unreliable' });
  if (errors > 0) marks.push({ kind: 'failedRequests', count: errors });
  if (notFinished > 0) marks.push({ kind: 'notFinished', count: notFinished });
  return marks;
}
