// Keeps the prediction server's thread alive: starts it, gives it a way to the writer, terminates it when its loop is
// blocked for too long, starts it again on the same port.
import { MessageChannel } from 'node:worker_threads';
import {
  THREAD_SCHEMA_VERSION,
  type RunConfig,
  type ServerCommands,
  type ServerInit,
  type ServerReady,
  type Whose,
  type WriterCommands,
} from '../core/contract/thread-messages.ts';
import { FIRST_OUTSIDE_ID, OUTSIDE_IDS_PER_GENERATION } from '../core/trace/request-label.ts';
import { nowNs } from './clock.ts';
import { Thread } from './thread.ts';
import { threadUrl } from './thread-urls.ts';
import type { TraceRecorder } from './trace-recorder.ts';
import { resolvesWithin } from './within.ts';

/** A loop that does not answer within this time is taken for blocked. */
export const LOOP_ANSWER_MS = 500;
/** How long a terminated thread is waited for before what it had open is closed without it: its pool's threads must end first. */
const THREAD_END_MS = 100;
/** After so many generations of the server, ids of outside requests are used again. */
const GENERATIONS = 63;

type ServerThread = Thread<ServerCommands, ServerReady>;

export interface SupervisorOptions {
  readonly port: number;
  readonly featureOrigin: string;
  readonly blockingIoChannel: string;
  readonly status: SharedArrayBuffer;
  readonly recorder: TraceRecorder;
  readonly writer: Thread<WriterCommands, null>;
  /** The thread ended although nobody asked it to. */
  readonly onCrash: (reason: string) => void;
}

export class ServerSupervisor {
  private readonly options: SupervisorOptions;
  /** What the server was asked to be set up with last. */
  inForce: RunConfig | null = null;
  /** What the running server is set up with. */
  configured: RunConfig | null = null;
  /** Why there is no server; null when there is one. */
  downReason: string | null = 'it is being started';
  private thread: ServerThread | null = null;
  private facts: ServerReady | null = null;
  private generation = 0;
  private closing = false;
  /** The thread that is being started. */
  private launching: ServerThread | null = null;
  private starting: Promise<void> = Promise.resolve();
  /** Resolved when every thread that was terminated has really ended. */
  private dead: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.options = options;
  }

  /** Starts the thread and waits until it listens. @throws Error when it cannot (e.g. the port is taken) */
  start(): Promise<void> {
    this.starting = this.launch();
    return this.starting;
  }

  /** Starts the thread again; `running` waits for it. A failure is told unless we are closing. */
  restart(onFailure: (reason: string) => void): Promise<void> {
    return this.start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.lost(reason);
      if (!this.closing) onFailure(reason);
    });
  }

  get port(): number {
    if (this.facts === null) throw new Error('the prediction server has not started');
    return this.facts.port;
  }

  /** The running thread, once a restart that is under way is done. */
  async running(): Promise<ServerThread> {
    await this.starting;
    if (this.thread === null) throw new Error('the prediction server is not running');
    return this.thread;
  }

  async configure(run: RunConfig): Promise<void> {
    this.inForce = run;
    const thread = await this.running();
    this.configured = null;
    await thread.call('configure', run);
    if (this.thread === thread) this.configured = run;
  }

  /** Gives up what they have queued or running; terminates the thread when its loop does not answer. Returns whether it lives. */
  async abandon(whose: Whose): Promise<boolean> {
    const thread = this.thread;
    // It is being started: there is nothing to give up, and a second start would find the port taken.
    if (thread === null) return true;
    const answered = await resolvesWithin(thread.call('abandon', { whose }), LOOP_ANSWER_MS);
    if (!answered) await this.terminate();
    return answered;
  }

  /** Ends the thread, whatever it is doing, and closes what it had open in the trace; the next one waits for its end. */
  async terminate(): Promise<void> {
    const { thread } = this;
    const { recorder } = this.options;
    this.lost('its event loop did not answer; it is started again');
    const before = this.dead;
    this.dead = (async () => {
      await thread?.terminate();
      recorder.serverEnded(nowNs());
      await before;
    })();
    if (!(await resolvesWithin(this.dead, THREAD_END_MS))) recorder.closeServer(nowNs());
  }

  /** Ends the thread in an orderly way, or at once when it is only starting or does not answer. */
  async close(): Promise<void> {
    this.closing = true;
    await this.launching?.terminate();
    await this.starting.catch(() => undefined);
    await this.dead;
    const { thread } = this;
    if (thread === null) return;
    await resolvesWithin(thread.call('close', null), 2 * LOOP_ANSWER_MS);
    this.thread = null;
    await thread.terminate();
  }

  private async launch(): Promise<void> {
    // A ring never has two producers.
    await this.dead;
    const { featureOrigin, blockingIoChannel, status, recorder, writer } = this.options;
    const init: ServerInit = {
      schemaVersion: THREAD_SCHEMA_VERSION,
      port: this.facts?.port ?? this.options.port,
      featureOrigin,
      blockingIoChannel,
      ring: recorder.serverRing,
      poolRings: recorder.poolRings,
      status,
      firstOutsideId:
        FIRST_OUTSIDE_ID + (this.generation++ % GENERATIONS) * OUTSIDE_IDS_PER_GENERATION,
      inferenceUrl: threadUrl('inference').href,
      spinStepsPerMs: this.facts?.spinStepsPerMs ?? null,
    };
    const thread: ServerThread = new Thread(threadUrl('server'), {
      name: 'prediction server',
      workerData: init,
      onCrash: (reason) => {
        this.crashed(thread, reason);
      },
    });
    this.launching = thread;
    try {
      this.facts = await thread.ready;
      const { port1, port2 } = new MessageChannel();
      await writer.call('attach', { port: port1 }, [port1]);
      await thread.call('attachWriter', { port: port2 }, [port2]);
      if (this.closing) throw new Error('the host is closing');
    } catch (error) {
      await thread.terminate();
      throw error;
    } finally {
      this.launching = null;
    }
    this.thread = thread;
    this.downReason = null;
  }

  private lost(reason: string): void {
    this.thread = null;
    this.configured = null;
    this.downReason = reason;
  }

  private crashed(thread: ServerThread, reason: string): void {
    if (this.thread !== thread) return;
    this.lost(reason);
    this.options.recorder.serverEnded(nowNs());
    this.options.onCrash(reason);
  }
}
