// A host from start to close: closed on every way out, and not used at all when a signal came while
// it started. What a start that failed means is said here in plain words.
import type { Host, HostOptions } from '../host-api.ts';
import type { Interrupts } from './interrupts.ts';
import { codeOf } from './json-target.ts';
import type { StatusLine } from './status-line.ts';

export interface SessionOptions {
  readonly dataDir: string;
  readonly port: number;
  /** The option that sets the port, where it is not `--port`. */
  readonly portOption?: string;
  readonly status: StatusLine;
  readonly interrupts: Interrupts;
}

/** Where hosts come from. */
interface HostSource<H extends Host> {
  readonly startHost: (options: HostOptions) => Promise<H>;
}

/** @returns what `use` gave, or null when a signal came before it could begin */
export async function withHost<Result, H extends Host = Host>(
  source: HostSource<H>,
  { dataDir, port, portOption = '--port', status, interrupts }: SessionOptions,
  use: (host: H) => Promise<Result>,
): Promise<Result | null> {
  let host: H;
  try {
    const warn = (line: string): void => status.print(`Warning: ${line}`);
    host = await source.startHost({ dataDir, predictionPort: port, warn });
  } catch (error) {
    if (interrupts.signal !== null) return null;
    throw new Error(startFailure(error, port, portOption), { cause: error });
  }
  try {
    return interrupts.signal === null ? await use(host) : null;
  } finally {
    status.clear();
    await host.close();
  }
}

/** Why a host could not start, with what to do. Errors of other threads arrive as text, so the text is read too. */
export function startFailure(error: unknown, port: number, portOption: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const is = (code: string): boolean => codeOf(error) === code || message.includes(code);
  if (is('EADDRINUSE')) {
    return `Port ${port} is in use by another program; choose another with ${portOption} N (0 = any free one).`;
  }
  if (is('EACCES') && port > 0 && port < 1024) {
    return `Port ${port} may not be opened by you; choose one from 1024 on with ${portOption} N.`;
  }
  return `Loopscope could not start: ${message}`;
}
