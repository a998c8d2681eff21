// The channel's time in a host process. A timer here never keeps the process alive.
import type { Timers } from '../../core/channel/timers.ts';

export const nodeTimers: Timers = {
  nowMs: () => performance.now(),
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
