// All that the command line touches of the outside world, so that everything above it runs in tests
// without a terminal, a clock or a process.
import type { Host, HostOptions } from '../host-api.ts';
import type { SignalSource } from './interrupts.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface TextSink {
  readonly isTty: boolean;
  /** Width of the terminal, where there is one. */
  readonly columns: number | undefined;
  /** Resolves when the text was handed on; a reader that has left is not an error. */
  write(text: string): Promise<void>;
}

export interface CliIo extends SignalSource {
  readonly out: TextSink;
  readonly err: TextSink;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly cwd: string;
  readonly homeDir: string;
  /** Calls back again and again. @returns its undo */
  readonly every: (periodMs: number, action: () => void) => () => void;
  readonly startHost: (options: HostOptions) => Promise<Host>;
}
