// Which run this window has fired itself: for telling its own Stop from that of a run that another window has just fired.
// Gone with the window.
import type { Activity } from '../../core/contract/window-state.ts';

export type FiredHere =
  | { readonly kind: 'run'; readonly number: number }
  | { readonly kind: 'batch'; readonly id: string };

let asking = 0;
let last: FiredHere | null = null;

/** The host is being asked to fire; the answer is to be told, null when it refused. */
export function noteAsked(): (fired: FiredHere | null) => void {
  asking++;
  return (fired) => {
    asking--;
    last = fired ?? last;
  };
}

/** Whether what is active now was fired here; as long as the host has not answered, it may be. */
export function isOwnRun(activity: Activity | undefined): boolean {
  if (activity?.phase !== 'running') return false;
  if (asking > 0) return true;
  if (last?.kind === 'batch') return activity.batch?.id === last.id;
  return last !== null && activity.batch === null && activity.number === last.number;
}

/** As if the window had just been opened. */
export function forgetOwnRuns(): void {
  asking = 0;
  last = null;
}
