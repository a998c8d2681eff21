// What the host has to say to people, until they dismiss it. Bounded: the oldest go first. What comes again is told once,
// with how often.
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

  /** The same again takes the place of what was there: newest, under a new id. */
  add(level: Notice['level'], text: string): void {
    const same = (notice: Notice): boolean => notice.level === level && notice.text === text;
    const times = (this.list.find(same)?.times ?? 0) + 1;
    const notice = { id: this.nextId++, level, text, atMs: wallClockMs(), times };
    const others = this.list.filter((each) => !same(each));
    this.set([...others, notice].slice(-MAX_NOTICES));
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
