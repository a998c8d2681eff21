// The channel's time in a page.
import type { Timers } from '../../core/channel/timers.ts';

export const pageTimers: Timers = {
  nowMs: () => performance.now(),
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
