// One thread of the host: started by URL, spoken to by commands, watched for its end. Knows no command by name.
import { Worker, type Transferable } from 'node:worker_threads';
import type { CommandMessage, Commands, ThreadMessage } from '../core/contract/thread-messages.ts';

/** Thrown by commands of a thread that ended before it answered. */
export class ThreadEndedError extends Error {
  constructor(name: string, reason: string) {
    super(`the ${name} thread ended: ${reason}`);
    this.name = 'ThreadEndedError';
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ThreadOptions {
  readonly name: string;
  readonly workerData: object;
  readonly onEvent?: (event: string, value: unknown) => void;
  /** Called once when the thread ended although nobody terminated it. */
  readonly onCrash?: (reason: string) => void;
}

export class Thread<C extends Commands, Ready> {
  /** Resolves with what the thread says when it can take commands. */
  readonly ready: Promise<Ready>;
  private readonly name: string;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly settleReady: Waiting;
  private nextId = 1;
  private ending = false;
  /** What it threw, before it has ended. */
  private thrown: string | null = null;
  private endReason: string | null = null;

  constructor(url: URL, options: ThreadOptions) {
    this.name = options.name;
    const ready = Promise.withResolvers<Ready>();
    this.ready = ready.promise;
    // Whoever awaits it sees the rejection; whoever does not must not end the process.
    this.ready.catch(() => undefined);
    this.settleReady = { resolve: ready.resolve as (value: unknown) => void, reject: ready.reject };
    this.worker = new Worker(url, { name: options.name, workerData: options.workerData });
    this.worker.on('message', (message: ThreadMessage) => {
      this.receive(message, options);
    });
    this.worker.on('error', (error) => {
      this.thrown = error instanceof Error ? error.message : String(error);
    });
    this.worker.once('exit', (code) => {
      this.ended(this.thrown ?? `exit code ${code}`, options);
    });
  }

  /** Sends a command. @throws ThreadEndedError when the thread ends first; Error with the handler's message */
  call<Name extends keyof C & string>(
    command: Name,
    argument: C[Name]['argument'],
    transfer: readonly Transferable[] = [],
  ): Promise<C[Name]['result']> {
    if (this.endReason !== null)
      return Promise.reject(new ThreadEndedError(this.name, this.endReason));
    const id = this.nextId++;
    const answer = Promise.withResolvers<unknown>();
    this.waiting.set(id, answer);
    this.worker.postMessage(
      { type: 'command', id, command, argument } satisfies CommandMessage,
      transfer,
    );
    return answer.promise;
  }

  /** Ends the thread at once, whatever it is doing. */
  async terminate(): Promise<void> {
    this.ending = true;
    await this.worker.terminate();
  }

  private receive(message: ThreadMessage, options: ThreadOptions): void {
    switch (message.type) {
      case 'ready':
        this.settleReady.resolve(message.value);
        return;
      case 'event':
        options.onEvent?.(message.event, message.value);
        return;
      case 'result':
        this.waiting.get(message.id)?.resolve(message.value);
        this.waiting.delete(message.id);
        return;
      case 'error':
        this.waiting.get(message.id)?.reject(new Error(message.message));
        this.waiting.delete(message.id);
        return;
    }
  }

  private ended(reason: string, options: ThreadOptions): void {
    this.endReason = reason;
    const error = new ThreadEndedError(this.name, reason);
    this.settleReady.reject(error);
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
    if (!this.ending) options.onCrash?.(reason);
  }
}
