// What a host says aloud: to whoever started it, and to everybody who listens. It remembers nothing.
import type { WarningLevel } from './host-api.ts';

type Listener = (line: string, level: WarningLevel) => void;

export class Voice {
  private readonly warn: (line: string) => void;
  private readonly listeners = new Set<Listener>();

  constructor(warn: (line: string) => void) {
    this.warn = warn;
  }

  say(line: string, level: WarningLevel): void {
    this.warn(line);
    for (const listener of this.listeners) listener(line, level);
  }

  /** @returns its undo */
  onLine(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}
