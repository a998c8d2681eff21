// Which modes the requests of a run met: the mode may be flipped while a run is active. Pure.
import { MODES, type Mode } from '../../core/contract/scenario.ts';
import { StageBit } from '../../core/trace/request-table.ts';
import { Moment } from '../../core/trace/request-tiles.ts';
import type { TraceStore } from '../../core/trace/trace-store.ts';

/**
 * The modes that requests ran in, in order of first use.
 * @param origin whose requests count: a run's own, or those from outside
 */
export function modesMet(store: TraceStore, origin: 'measured' | 'outside'): Mode[] {
  const { requests } = store;
  const firstNs = new Map<Mode, number>();
  for (let at = 0; at < requests.length; at++) {
    const mode = MODES[(requests.mode[at] ?? 0) - 1];
    if (mode === undefined) continue;
    if (requests.has(at, StageBit.Outside) !== (origin === 'outside')) continue;
    const handlerNs = requests.moment(at, Moment.Handler);
    if (handlerNs < (firstNs.get(mode) ?? Infinity)) firstNs.set(mode, handlerNs);
  }
  return [...firstNs].sort(([, a], [, b]) => a - b).map(([mode]) => mode);
}
