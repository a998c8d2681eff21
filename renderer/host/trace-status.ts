// Whether the trace that this window wants to show is there, on its way, or cannot be had. Written by the trace hub only.
import { create } from 'zustand';

export type TraceStatus =
  /** There is nothing to show. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready' }
  /** `reason`: the host's own sentence. */
  | { readonly phase: 'failed'; readonly reason: string };

export const useTraceStatus = create<{ readonly status: TraceStatus }>()(() => ({
  status: { phase: 'idle' },
}));

export function setTraceStatus(status: TraceStatus): void {
  const { status: before } = useTraceStatus.getState();
  if (JSON.stringify(before) !== JSON.stringify(status)) useTraceStatus.setState({ status });
}
