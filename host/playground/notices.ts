// What the host has to say to people, until they dismiss it. Bounded: the oldest go first.
import { MAX_NOTICES } from '../../core/contract/limits.ts';
import type { Notice } from '../../core/contract/window-state.ts';
import { wallClockMs } from '../clock.ts';

export class Notices {
  private list: readonly Notice[] = [];
  private nextId = 1;
  private readonly onChange: (notices: Notice[]) => void;

  constructor(onChange: (notices: Notice[]) => void) {
    this.onChange = onChange;
  }

  add(level: Notice['level'], text: string): void {
    const notice = { id: this.nextId++, level, text, atMs: wallClockMs() };
    this.set([...this.list, notice].slice(-MAX_NOTICES));
  }

  /** Answers whether it was there. */
  dismiss(id: number): boolean {
    const left = this.list.filter((notice) => notice.id !== id);
    if (left.length === this.list.length) return false;
    this.set(left);
    return true;
  }

  private set(list: readonly Notice[]): void {
    this.list = list;
    this.onChange([...list]);
  }
}
