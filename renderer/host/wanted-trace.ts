// Which trace a window wants, from what it looks at and what the host says there is. A pure decision; getting the trace is
// the hub's.
import type { HostState, RunEntry } from '../../core/contract/window-state.ts';
import type { Showing } from '../state/view-store.ts';

export type Wanted =
  | { readonly kind: 'nothing' }
  /** What is being recorded, by its number in the feed. */
  | { readonly kind: 'live'; readonly feedRun: number }
  /** A run that has ended and is kept. */
  | { readonly kind: 'kept'; readonly entry: RunEntry }
  | { readonly kind: 'gone'; readonly reason: string };

/**
 * @param lastActive number in the feed of the run that was active last in this window's time; it is `latest` until the host
 *   has listed it
 */
export function wantedTrace(showing: Showing, state: HostState, lastActive: number): Wanted {
  switch (showing.kind) {
    case 'outside':
      return outside(state);
    case 'run':
      return byNumber(showing.number, state);
    case 'latest':
      return latest(state, lastActive);
  }
}

function latest(state: HostState, lastActive: number): Wanted {
  const { activity, runs } = state;
  if (activity.phase === 'running' && activity.feedRun > 0)
    return { kind: 'live', feedRun: activity.feedRun };
  const newest = runs.findLast(({ origin }) => origin === 'measured');
  // It has ended a moment ago; its numbers are being made.
  if (lastActive > (newest?.feedRun ?? 0)) return { kind: 'live', feedRun: lastActive };
  return newest === undefined ? outside(state) : { kind: 'kept', entry: newest };
}

function byNumber(number: number, { activity, runs }: HostState): Wanted {
  const entry = runs.find((run) => run.number === number);
  if (entry !== undefined) return { kind: 'kept', entry };
  if (activity.phase === 'running' && activity.number === number)
    return activity.feedRun > 0 ? { kind: 'live', feedRun: activity.feedRun } : { kind: 'nothing' };
  return { kind: 'gone', reason: `run ${number} is no longer kept` };
}

function outside({ outside: { feedRun } }: HostState): Wanted {
  return feedRun > 0 ? { kind: 'live', feedRun } : { kind: 'nothing' };
}
