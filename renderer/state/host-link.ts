// How a panel reaches the host: commands, and the trace that is shown. Given through React's context, so that a test
// hands in one of its own; the real one is made in renderer/host.
import { createContext, useContext } from 'react';
import type { ArgumentOf, ResultOf, WindowCommand } from '../../core/contract/window-commands.ts';
import type { TraceSource } from '../../core/trace/shown-trace.ts';

export interface HostLink {
  /** @throws CommandError when the host refuses, or (`unavailable`) when there is no connection */
  call<C extends WindowCommand>(command: C, argument: ArgumentOf<C>): Promise<ResultOf<C>>;
  readonly trace: TraceSource;
}

const HostLinkContext = createContext<HostLink | null>(null);

export const HostLinkProvider = HostLinkContext.Provider;

/** @throws Error outside a HostLinkProvider */
export function useHostLink(): HostLink {
  const link = useContext(HostLinkContext);
  if (link === null) throw new Error('useHostLink outside a HostLinkProvider');
  return link;
}
