// Which exit code a command ends with. Pure; the meanings are printed by help.
import { assertNever } from '../../core/contract/assert-never.ts';
import type { RunDocument } from '../../core/contract/run-document.ts';

export const EXIT = { done: 0, failed: 1, badOptions: 2, unreliable: 3 } as const;

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
export const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** 128 plus the signal's number, as shells count. */
export function signalExitCode(signal: StopSignal): number {
  switch (signal) {
    case 'SIGHUP':
      return 129;
    case 'SIGINT':
      return 130;
    case 'SIGTERM':
      return 143;
    default:
      return assertNever(signal);
  }
}

export interface Ending {
  readonly summaries: readonly Pick<RunDocument['summary'], 'phase' | 'verdict'>[];
  /** The first signal that came, if it is not the command's normal end. */
  readonly signal: StopSignal | null;
  /** A file that was asked for could not be written. */
  readonly writeFailed: boolean;
}

/** An interruption outranks a failure, a failure outranks a doubt. */
export function exitCodeOf({ summaries, signal, writeFailed }: Ending): number {
  if (signal !== null) return signalExitCode(signal);
  if (writeFailed || summaries.some(({ phase }) => phase === 'failed')) return EXIT.failed;
  if (summaries.some(({ verdict }) => verdict === 'unreliable')) return EXIT.unreliable;
  return EXIT.done;
}
