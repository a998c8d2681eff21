// Watches the loop of the prediction server from outside, by the heartbeat that it counts in shared memory. The counter is read
// every SAMPLE_MS; a loop that is free beats ten times in between, so one that has not beaten since the last look has been blocked for
// nearly SAMPLE_MS at least (blocks of up to two samples may be missed: the trace has them exactly). Only changes are told.
import type { HostState } from '../../core/contract/window-state.ts';
import { nowNs } from '../clock.ts';
import type { PlaygroundHost } from '../host-api.ts';

/** Ten beats. Shorter blocks would only flicker in the window. */
export const SAMPLE_MS = 50;

export type LoopState = HostState['loop'];

/** What a look at the counter means, after the one before. Pure. */
export class LoopJudge {
  private beats = -1;
  private lastBeatMs = 0;
  private state: LoopState = { phase: 'free' };

  /** Answers with the state when it has changed, else null. */
  look(beats: number, nowMs: number, downReason: string | null): LoopState | null {
    if (downReason !== null) return this.change({ phase: 'down', reason: downReason });
    const first = this.beats === -1 || this.state.phase === 'down';
    const beaten = beats !== this.beats;
    this.beats = beats;
    if (beaten || first) {
      this.lastBeatMs = nowMs;
      return this.change({ phase: 'free' });
    }
    return this.change({ phase: 'blocked', sinceMs: this.lastBeatMs });
  }

  private change(state: LoopState): LoopState | null {
    if (state.phase === this.state.phase) return null;
    this.state = state;
    return state;
  }
}

/** Starts to watch; returns its undo. `onLook` is called at every look, after the loop was judged. */
export function watchLoop(
  host: Pick<PlaygroundHost, 'heartbeats' | 'downReason'>,
  onChange: (loop: LoopState) => void,
  onLook: () => void,
): () => void {
  const judge = new LoopJudge();
  const timer = setInterval(() => {
    const changed = judge.look(host.heartbeats, nowNs() / 1e6, host.downReason);
    if (changed !== null) onChange(changed);
    onLook();
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
  };
}
