// Time as the channel's two ends use it, injected: the host's process and the page have clocks of their own, and tests turn
// one by hand.

export interface Timers {
  /** A clock that never goes back. */
  nowMs(): number;
  /** Runs `work` once, after so long; returns its undo. */
  after(delayMs: number, work: () => void): () => void;
}
