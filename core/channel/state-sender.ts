// The host's state for one window: the first change goes out at once, what follows within a moment goes out together, and
// nothing is added to a carrier that is full. What is kept is one patch, however long the window sleeps.
import type { HostStatePatch } from '../contract/window-state.ts';
import { MAX_BUFFERED_BYTES } from './feed-sender.ts';
import type { Timers } from './timers.ts';

/** Least time between two patches: two frames of a page. */
const SPACING_MS = 33;

export interface StateSenderOptions {
  readonly carrier: { readonly bufferedBytes: number };
  readonly timers: Timers;
  readonly send: (patch: HostStatePatch) => void;
}

export class StateSender {
  private readonly options: StateSenderOptions;
  private waiting: HostStatePatch | null = null;
  private sentAtMs = -Infinity;
  private cancel: (() => void) | null = null;

  constructor(options: StateSenderOptions) {
    this.options = options;
  }

  changed(patch: HostStatePatch): void {
    this.waiting = { ...this.waiting, ...patch };
    const dueMs = this.sentAtMs + SPACING_MS - this.options.timers.nowMs();
    if (dueMs <= 0) this.flush();
    else this.flushAfter(dueMs);
  }

  /** Sends what waits, so that what is sent next is not ahead of it. */
  flush(): void {
    if (this.waiting === null) return;
    if (this.options.carrier.bufferedBytes > MAX_BUFFERED_BYTES) {
      this.flushAfter(SPACING_MS);
      return;
    }
    const patch = this.waiting;
    this.waiting = null;
    this.stop();
    this.sentAtMs = this.options.timers.nowMs();
    this.options.send(patch);
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private flushAfter(delayMs: number): void {
    if (this.cancel !== null) return;
    this.cancel = this.options.timers.after(delayMs, () => {
      this.cancel = null;
      this.flush();
    });
  }
}
