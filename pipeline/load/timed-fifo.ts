// Things that each fall due the same time after they were put in: client time-outs, think times. Because the
// delay is one for all, a queue in order of arrival and a single timer do. A timer may fire early; nothing is
// handed out before its time.
import { nowNs as clockNowNs } from '../clock.ts';

const NS_PER_MS = 1e6;
/** setTimeout takes no more (ms). */
const MAX_TIMER_MS = 0x7fff_ffff;
/** Handed-out entries are cut off when there are so many. */
const COMPACT_AT = 4_096;

export class TimedFifo {
  private readonly delayNs: number;
  private readonly onDue: (tag: number, dueNs: number) => void;
  private readonly nowNs: () => number;
  private tags: number[] = [];
  private duesNs: number[] = [];
  private head = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(delayMs: number, onDue: (tag: number, dueNs: number) => void, nowNs = clockNowNs) {
    this.delayNs = delayMs * NS_PER_MS;
    this.onDue = onDue;
    this.nowNs = nowNs;
  }

  /** How many wait. */
  get length(): number {
    return this.tags.length - this.head;
  }

  /** `atNs` must not be before that of the entry put in last. */
  push(tag: number, atNs: number): void {
    this.tags.push(tag);
    this.duesNs.push(atNs + this.delayNs);
    this.arm();
  }

  /** Forgets everything and stops the timer. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.tags = [];
    this.duesNs = [];
    this.head = 0;
  }

  private arm(): void {
    const dueNs = this.duesNs[this.head];
    if (dueNs === undefined || this.timer !== null) return;
    const waitMs = Math.ceil((dueNs - this.nowNs()) / NS_PER_MS);
    this.timer = setTimeout(this.handOut, Math.min(MAX_TIMER_MS, Math.max(1, waitMs)));
  }

  private readonly handOut = (): void => {
    this.timer = null;
    for (;;) {
      const dueNs = this.duesNs[this.head];
      if (dueNs === undefined || dueNs > this.nowNs()) break;
      const tag = this.tags[this.head++]!;
      if (this.head >= COMPACT_AT) this.compact();
      this.onDue(tag, dueNs);
    }
    this.arm();
  };

  private compact(): void {
    this.tags = this.tags.slice(this.head);
    this.duesNs = this.duesNs.slice(this.head);
    this.head = 0;
  }
}
