// A clock that a test turns by hand.
import type { Timers } from './timers.ts';

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly work: () => void;
}

export class HandTimers implements Timers {
  private clockMs = 0;
  private order = 0;
  private readonly due = new Set<Due>();

  nowMs(): number {
    return this.clockMs;
  }

  after(delayMs: number, work: () => void): () => void {
    const entry = { atMs: this.clockMs + delayMs, order: this.order++, work };
    this.due.add(entry);
    return () => this.due.delete(entry);
  }

  /** How many are waiting. */
  get pending(): number {
    return this.due.size;
  }

  /** Lets time pass; what becomes due runs in order. */
  pass(ms: number): void {
    const untilMs = this.clockMs + ms;
    for (;;) {
      const [next] = [...this.due]
        .filter(({ atMs }) => atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs || a.order - b.order);
      if (next === undefined) break;
      this.due.delete(next);
      this.clockMs = Math.max(this.clockMs, next.atMs);
      next.work();
    }
    this.clockMs = untilMs;
  }

  /** Time passes while nothing runs, as when a laptop sleeps: what became due runs late. */
  sleep(ms: number): void {
    this.clockMs += ms;
    this.pass(0);
  }
}
