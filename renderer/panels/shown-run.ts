// Which run a panel tells about: what the window looks at, looked up in what the host keeps.
import type { Activity, HostState, RunEntry } from '../../core/contract/window-state.ts';
import { useHost } from '../state/host-store.ts';
import { useView, type Showing } from '../state/view-store.ts';

export type ActiveRun = Extract<Activity, { phase: 'running' }>;

export type ShownRun =
  /** Nothing was fired yet, or there is no host. */
  | { readonly phase: 'none' }
  | { readonly phase: 'active'; readonly activity: ActiveRun }
  | { readonly phase: 'kept'; readonly entry: RunEntry }
  /** What is recorded of requests from outside while no run is active. */
  | { readonly phase: 'outside'; readonly outside: HostState['outside'] }
  /** It was deleted, or had to make room. */
  | { readonly phase: 'gone'; readonly number: number };

type State = Pick<HostState, 'activity' | 'runs' | 'outside'>;

export function shownRunOf(state: State | null, showing: Showing): ShownRun {
  if (state === null) return { phase: 'none' };
  const { activity, runs, outside } = state;
  switch (showing.kind) {
    case 'outside':
      return { phase: 'outside', outside };
    case 'run': {
      if (activity.phase === 'running' && activity.number === showing.number)
        return { phase: 'active', activity };
      const entry = runs.find((run) => run.number === showing.number);
      return entry === undefined
        ? { phase: 'gone', number: showing.number }
        : { phase: 'kept', entry };
    }
    case 'latest': {
      if (activity.phase === 'running') return { phase: 'active', activity };
      const last = runs.findLast(({ origin }) => origin === 'measured');
      if (last !== undefined) return { phase: 'kept', entry: last };
      return outside.requests > 0 ? { phase: 'outside', outside } : { phase: 'none' };
    }
  }
}

/** The run that the window shows. */
export function useShownRun(): ShownRun {
  const state = useHost((host) => host.state);
  const showing = useView((view) => view.showing);
  return shownRunOf(state, showing);
}

/** Number by which the host is asked about the shown run; null: what is recorded now. */
export function runNumberOf(run: ShownRun): number | null {
  return run.phase === 'kept' ? run.entry.number : null;
}
