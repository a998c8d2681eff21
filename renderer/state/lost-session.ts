// What was kept by a host that is gone, after another one has answered in its place: said to the user until dismissed. Runs
// live in the host's memory, so that they end with it.
import { create } from 'zustand';
import type { HostState } from '../../core/contract/window-state.ts';

export interface LostSession {
  /** Runs that were kept. */
  readonly runs: number;
  /** Whether a run was active. */
  readonly active: boolean;
}

export const useLostSession = create<{ readonly lost: LostSession | null }>()(() => ({
  lost: null,
}));

/** Another host has answered. @param last what was known of the one before; nothing is said if it had nothing to lose */
export function noteLostSession({ runs, activity }: HostState): void {
  const active = activity.phase === 'running';
  if (runs.length === 0 && !active) return;
  useLostSession.setState(({ lost }) => ({
    lost: { runs: runs.length + (lost?.runs ?? 0), active: active || (lost?.active ?? false) },
  }));
}

export function dismissLostSession(): void {
  useLostSession.setState({ lost: null });
}
