// Counts requests from outside for windows, a few times a second. While a run is active they belong to it, and there is nothing to count.
import type { HostState } from '../../core/contract/window-state.ts';
import type { PlaygroundHost } from '../host-api.ts';

const LOOK_MS = 250;

export type OutsideState = HostState['outside'];

export interface OutsideWatch {
  /** Looks now: a run has begun or ended, a recording was kept. */
  look(): void;
  stop(): void;
}

/** Starts to watch; `onChange` is told of changes only. */
export function watchOutside(
  host: Pick<PlaygroundHost, 'outsideCounts' | 'feedRun'>,
  isActive: () => boolean,
  onChange: (outside: OutsideState) => void,
): OutsideWatch {
  let told = '';
  const look = (): void => {
    const now = isActive() ? { feedRun: 0, requests: 0, inFlight: 0 } : stateOf(host);
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    onChange(now);
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    look,
    stop: () => {
      clearInterval(timer);
    },
  };
}

function stateOf(host: Pick<PlaygroundHost, 'outsideCounts' | 'feedRun'>): OutsideState {
  const { requests, inFlight } = host.outsideCounts();
  // What a server that died had in flight is in flight no more.
  return { feedRun: host.feedRun, requests, inFlight: Math.max(0, inFlight) };
}
