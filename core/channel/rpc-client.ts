// The asking end of the commands: numbers calls, parses results, and lets none hang when the channel closes. Knows the
// contract, not the channel.
import type { z } from 'zod';
import {
  CommandError,
  WINDOW_COMMANDS,
  type ArgumentOf,
  type CommandErrorCode,
  type ResultOf,
  type WindowCommand,
} from '../contract/window-commands.ts';
import { issueText, type BinaryResult, type PageFrame } from './frames.ts';

interface Pending {
  readonly command: WindowCommand;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CommandError) => void;
}

export class RpcClient {
  private readonly send: (frame: PageFrame) => void;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private closedReason: string | null = null;

  constructor(send: (frame: PageFrame) => void) {
    this.send = send;
  }

  /** @throws CommandError when the host refuses, answers nonsense (`internal`), or is gone (`unavailable`) */
  call<C extends WindowCommand>(command: C, argument: ArgumentOf<C>): Promise<ResultOf<C>> {
    if (this.closedReason !== null)
      return Promise.reject(new CommandError('unavailable', this.closedReason));
    const id = this.nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.pending.set(id, { command, resolve, reject });
    this.send({ type: 'call', id, method: command, argument });
    // Parsed by the command's own schema before it is resolved.
    return promise as Promise<ResultOf<C>>;
  }

  result(id: number, value: unknown): void {
    const pending = this.take(id);
    if (pending === null) return;
    const schema = WINDOW_COMMANDS[pending.command].result;
    if (schema === 'binary') {
      pending.reject(nonsense(pending.command, 'text where bytes were expected'));
      return;
    }
    const parsed = (schema as z.ZodType).safeParse(value);
    if (parsed.success) pending.resolve(parsed.data);
    else pending.reject(nonsense(pending.command, issueText(parsed.error)));
  }

  binary({ id, bytes }: BinaryResult): void {
    const pending = this.take(id);
    if (pending === null) return;
    if (WINDOW_COMMANDS[pending.command].result === 'binary') pending.resolve(bytes);
    else pending.reject(nonsense(pending.command, 'bytes where text was expected'));
  }

  error(id: number, code: CommandErrorCode, message: string): void {
    this.take(id)?.reject(new CommandError(code, message));
  }

  /** The channel is closed: whoever waits, and whoever calls from now on, is told. */
  close(reason: string): void {
    this.closedReason ??= reason;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(new CommandError('unavailable', reason));
  }

  /** An answer to a call that nobody made is ignored. */
  private take(id: number): Pending | null {
    const pending = this.pending.get(id) ?? null;
    this.pending.delete(id);
    return pending;
  }
}

function nonsense(command: WindowCommand, what: string): CommandError {
  return new CommandError(
    'internal',
    `the host's answer to ${command} could not be read (${what}); this is a fault of Loopscope`,
  );
}
