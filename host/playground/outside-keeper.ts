// Keeps what was recorded of requests from outside. A small recording is made into a run at once; a large one, whose numbers take
// the main thread a while, waits until nothing is active, so that nothing is lost of the run that ended it.
import type { TakenRecording } from '../host-api.ts';
import type { KeptRun } from './kept-runs.ts';
import { keptRunOf } from './run-entry.ts';
import type { RunNumbers } from './run-numbers.ts';

/** Requests whose numbers take some 40 ms; rings hold more than that. */
export const KEPT_AT_ONCE = 1_000;

export interface OutsideKeeperOptions {
  readonly numbers: RunNumbers;
  readonly isActive: () => boolean;
  readonly onKept: (run: KeptRun) => void;
  readonly onFailure: (number: number, reason: string) => void;
}

export class OutsideKeeper {
  private readonly options: OutsideKeeperOptions;
  private waiting: (() => void)[] = [];

  constructor(options: OutsideKeeperOptions) {
    this.options = options;
  }

  /** Keeps a recording, now or when it does not disturb; answers with its number. */
  keep(taken: TakenRecording): number {
    const number = this.options.numbers.takeReserved();
    const work = (): void => {
      this.make(taken, number);
    };
    if (!this.options.isActive()) work();
    else if (taken.requests > KEPT_AT_ONCE) this.waiting.push(work);
    // A run is about to be fired: after that.
    else setImmediate(work);
    return number;
  }

  /** Nothing is active: what waited is kept. */
  idle(): void {
    for (const work of this.waiting.splice(0)) work();
  }

  private make(taken: TakenRecording, number: number): void {
    const { onKept, onFailure } = this.options;
    try {
      onKept(keptRunOf(taken.record(), { number, origin: 'outside', batch: null }));
    } catch (error) {
      onFailure(number, error instanceof Error ? error.message : String(error));
    }
  }
}
