// The answering end of the commands: parses arguments, runs the handler, and turns whatever it throws into an answer. A call
// is always answered exactly once.
import type { z } from 'zod';
import {
  CommandError,
  WINDOW_COMMANDS,
  type ArgumentOf,
  type ResultOf,
  type WindowCommand,
} from '../contract/window-commands.ts';
import { issueText, type BinaryResult, type HostFrame } from './frames.ts';
import type { WindowHandlers } from './window-host.ts';

/** Calls of one window that may be under way; more are refused. A window makes a few at once. */
export const MAX_CALLS_UNDER_WAY = 64;

export interface RpcReply {
  text(frame: HostFrame): void;
  binary(result: BinaryResult): void;
  /** Whether the window has not even taken what it was sent already. */
  readonly full: boolean;
}

export interface RpcCall {
  readonly id: number;
  readonly method: string;
  readonly argument?: unknown;
}

export class RpcServer {
  private readonly handlers: WindowHandlers;
  private readonly reply: RpcReply;
  private underWay = 0;
  private binaryUnderWay = 0;

  constructor(handlers: WindowHandlers, reply: RpcReply) {
    this.handlers = handlers;
    this.reply = reply;
  }

  /** Carries out a call and answers it; never throws. */
  async handle({ id, method, argument }: RpcCall): Promise<void> {
    if (this.underWay >= MAX_CALLS_UNDER_WAY) {
      this.refuse(id, new CommandError('busy', 'too many commands at once; wait for an answer'));
      return;
    }
    this.underWay++;
    try {
      this.answer(id, await this.run(method, argument));
    } catch (error) {
      this.refuse(id, error);
    } finally {
      this.underWay--;
    }
  }

  private async run(method: string, argument: unknown): Promise<unknown> {
    if (!isCommand(method)) throw new CommandError('invalid', `no command is called "${method}"`);
    return WINDOW_COMMANDS[method].result === 'binary'
      ? this.oneAtATime(method, argument)
      : this.invoke(method, argument);
  }

  /** Traces are large: a window that asks for many, or does not read them, must not pile them up here. */
  private async oneAtATime(command: WindowCommand, argument: unknown): Promise<unknown> {
    if (this.binaryUnderWay > 0 || this.reply.full)
      throw new CommandError('busy', 'an earlier answer is still on its way; wait for it');
    this.binaryUnderWay++;
    try {
      return await this.invoke(command, argument);
    } finally {
      this.binaryUnderWay--;
    }
  }

  private invoke<C extends WindowCommand>(command: C, argument: unknown): Promise<ResultOf<C>> {
    const schema: z.ZodType = WINDOW_COMMANDS[command].argument;
    // A window leaves out what it need not say.
    const parsed = schema.safeParse(argument === undefined ? null : argument);
    if (!parsed.success)
      throw new CommandError('invalid', `${command}: ${issueText(parsed.error)}`);
    return this.handlers[command](parsed.data as ArgumentOf<C>);
  }

  private answer(id: number, value: unknown): void {
    if (value instanceof ArrayBuffer) this.reply.binary({ id, bytes: value });
    else this.reply.text({ type: 'result', id, value: value ?? null });
  }

  private refuse(id: number, error: unknown): void {
    if (error instanceof CommandError) {
      const { code, message } = error;
      this.reply.text({ type: 'error', id, code, message });
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    const line = message.split('\n', 1)[0] ?? '';
    this.reply.text({ type: 'error', id, code: 'internal', message: line });
  }
}

function isCommand(method: string): method is WindowCommand {
  return Object.hasOwn(WINDOW_COMMANDS, method);
}
