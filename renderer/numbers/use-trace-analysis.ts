// The analysis of the shown trace, for components.
import { useSyncExternalStore } from 'react';
import { useHostLink } from '../state/host-link.ts';
import { analyserOf, type TraceAnalysis } from './trace-analysis.ts';

/** null while nothing is shown. Changes a few times a second at most. */
export function useTraceAnalysis(): TraceAnalysis | null {
  const analyser = analyserOf(useHostLink().trace);
  return useSyncExternalStore(analyser.subscribe, analyser.current);
}
