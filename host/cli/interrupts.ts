// What a signal means: the first one asks for an orderly end, a later one for an end at once. The
// same Ctrl+C may arrive twice, from the terminal and through npm, so a second one right after the
// first is taken for the same.
import { signalExitCode, type StopSignal } from './exit-code.ts';

/** Signals within this time of the first are the same keystroke: faster than people press twice. */
export const SAME_KEYSTROKE_MS = 400;

export type SignalMeaning = 'stop' | 'same-keystroke' | 'exit-now';

/** @param firstMs when the first signal came, null when this is it */
export function meaningOfSignal(firstMs: number | null, nowMs: number): SignalMeaning {
  if (firstMs === null) return 'stop';
  return nowMs - firstMs > SAME_KEYSTROKE_MS ? 'exit-now' : 'same-keystroke';
}

export interface SignalSource {
  readonly nowMs: () => number;
  readonly exitNow: (code: number) => void;
  /** @returns its undo */
  readonly onSignal: (listener: (signal: StopSignal) => void) => () => void;
}

/** Owns the signals of one command. */
export class Interrupts {
  /** The first signal, or null. */
  signal: StopSignal | null = null;
  private readonly source: SignalSource;
  private readonly unsubscribe: () => void;
  private firstMs: number | null = null;
  private readonly onStop = new Set<(signal: StopSignal) => void>();

  constructor(source: SignalSource) {
    this.source = source;
    this.unsubscribe = source.onSignal((signal) => this.receive(signal));
  }

  /** Calls back at the first signal; at once when it has been. @returns its undo */
  whenStopped(listener: (signal: StopSignal) => void): () => void {
    if (this.signal !== null) {
      listener(this.signal);
      return () => undefined;
    }
    this.onStop.add(listener);
    return () => this.onStop.delete(listener);
  }

  close(): void {
    this.unsubscribe();
    this.onStop.clear();
  }

  private receive(signal: StopSignal): void {
    const nowMs = this.source.nowMs();
    switch (meaningOfSignal(this.firstMs, nowMs)) {
      case 'stop':
        this.firstMs = nowMs;
        this.signal = signal;
        for (const listener of this.onStop) listener(signal);
        this.onStop.clear();
        return;
      case 'same-keystroke':
        return;
      case 'exit-now':
        this.source.exitNow(signalExitCode(signal));
    }
  }
}
