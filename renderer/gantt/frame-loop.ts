// Runs a step once a frame for as long as it asks for more, and sleeps otherwise. Says when it sleeps, so that a test
// can wait for a still picture.
export interface FrameClock {
  request(callback: (timeMs: number) => void): number;
  cancel(handle: number): void;
}

export const BROWSER_FRAMES: FrameClock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  },
};

/** A step after a longer sleep counts as one usual frame. */
const LONGEST_STEP_MS = 50;
const USUAL_STEP_MS = 16;

export class FrameLoop {
  private readonly clock: FrameClock;
  private readonly step: (elapsedMs: number) => boolean;
  private readonly onIdle: (idle: boolean) => void;
  private handle: number | null = null;
  private lastMs = NaN;

  /** @param step does one frame; answers whether it wants another */
  constructor(
    clock: FrameClock,
    step: (elapsedMs: number) => boolean,
    onIdle: (idle: boolean) => void,
  ) {
    this.clock = clock;
    this.step = step;
    this.onIdle = onIdle;
  }

  /** Something changed: there will be a frame. */
  wake(): void {
    if (this.handle !== null) return;
    this.onIdle(false);
    this.handle = this.clock.request(this.frame);
  }

  /** Asked anew after the step, which may have woken the loop itself. */
  private isScheduled(): boolean {
    return this.handle !== null;
  }

  stop(): void {
    if (this.handle !== null) this.clock.cancel(this.handle);
    this.handle = null;
    this.lastMs = NaN;
  }

  private readonly frame = (timeMs: number): void => {
    const sinceMs = Number.isNaN(this.lastMs) ? USUAL_STEP_MS : timeMs - this.lastMs;
    this.lastMs = timeMs;
    // A step that throws must not keep the loop from being woken again.
    this.handle = null;
    const more = this.step(Math.min(LONGEST_STEP_MS, Math.max(0, sinceMs)));
    if (more) this.wake();
    if (this.isScheduled()) return;
    this.lastMs = NaN;
    this.onIdle(true);
  };
}
