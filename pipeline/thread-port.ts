// The thread's side of the protocol in core/contract/thread-messages: answers commands, one handler each, and
// sends events. A handler that throws answers with the error; nothing here knows what the commands mean.
import { parentPort } from 'node:worker_threads';
import type { CommandMessage, Commands, ThreadMessage } from '../core/contract/thread-messages.ts';

export type CommandHandlers<C extends Commands> = {
  [Name in keyof C]: (
    argument: C[Name]['argument'],
  ) => C[Name]['result'] | Promise<C[Name]['result']>;
};

/**
 * Serves commands from the thread that started this one.
 * @param ready what the starter waits for before it sends commands
 */
export function serveThread<C extends Commands>(
  handlers: CommandHandlers<C>,
  ready: unknown,
): void {
  const port = requireParentPort();
  port.on('message', (message: CommandMessage) => {
    void answer(handlers, message);
  });
  post({ type: 'ready', value: ready });
}

/** Sends an event to the thread that started this one. */
export function emitToParent(event: string, value: unknown): void {
  post({ type: 'event', event, value });
}

async function answer<C extends Commands>(
  handlers: CommandHandlers<C>,
  message: CommandMessage,
): Promise<void> {
  const { id, command, argument } = message;
  try {
    const handler = handlers[command] as ((argument: unknown) => unknown) | undefined;
    if (handler === undefined) throw new Error(`unknown command ${command}`);
    post({ type: 'result', id, value: await handler(argument) });
  } catch (error) {
    post({ type: 'error', id, message: error instanceof Error ? error.message : String(error) });
  }
}

function post(message: ThreadMessage): void {
  requireParentPort().postMessage(message);
}

function requireParentPort(): NonNullable<typeof parentPort> {
  if (parentPort === null) throw new Error('this module runs in a worker thread only');
  return parentPort;
}
