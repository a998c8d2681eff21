// What the window knows of its host: how the connection stands, and the host's state as last told. Written by the
// connection (renderer/host) only; panels read it through `useHost` with a selector.
import { create } from 'zustand';
import type { HostState, HostStatePatch } from '../../core/contract/window-state.ts';

export type Connection =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected' }
  /** Lost; tried again at `retryAtMs` of `performance.now()`; when that has passed, it is being tried. */
  | { readonly phase: 'lost'; readonly reason: string; readonly retryAtMs: number }
  /** Refused for good: no token, another version. `reason` says what to do. */
  | {
      readonly phase: 'refused';
      readonly reason: string;
      /** `noAccess`: a fresh link helps; `version`: a reload does. */
      readonly why?: 'noAccess' | 'version' | 'other';
    }
  /** The host was ended from a window. */
  | { readonly phase: 'ended' };

/** Whether there is no connection: what the state says was so when it was lost, and may be so no more. */
export function isStale({ connection }: Pick<HostStore, 'connection'>): boolean {
  return connection.phase !== 'connected';
}

export interface HostStore {
  readonly connection: Connection;
  /** null until the first connection. Stays (stale) while the connection is lost. */
  readonly state: HostState | null;
  setConnection(connection: Connection): void;
  replaceState(state: HostState): void;
  patchState(patch: HostStatePatch): void;
}

export const useHost = create<HostStore>()((set) => ({
  connection: { phase: 'connecting' },
  state: null,
  setConnection: (connection) => set({ connection }),
  replaceState: (state) => set({ state }),
  patchState: (patch) =>
    set(({ state }) => {
      if (state === null) return {};
      const known = Object.fromEntries(
        Object.entries(patch).filter(([, value]) => value !== undefined),
      );
      return { state: { ...state, ...known } };
    }),
}));
