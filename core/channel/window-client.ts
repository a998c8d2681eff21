// The page's end of one channel: says hello, makes the calls, hands on state and batches, pays for batches with credits, and
// notices when the far end has gone silent. Lives as long as its channel; what outlives it (the copy of the feed, the
// state) is its owner's.
import { assertNever } from '../contract/assert-never.ts';
import { isFeedBatch, type FeedPosition } from '../contract/feed.ts';
import type { ArgumentOf, ResultOf, WindowCommand } from '../contract/window-commands.ts';
import type { HostState, HostStatePatch } from '../contract/window-state.ts';
import type { FeedResult } from '../trace/feed-consumer.ts';
import type { ChannelMessage, Duplex } from './duplex.ts';
import {
  CHANNEL_VERSIONS,
  FEED_CREDITS,
  frameText,
  parseHostFrame,
  unpackBinaryResult,
  versionConflict,
  type HostFrame,
  type PageFrame,
} from './frames.ts';
import { RpcClient } from './rpc-client.ts';
import type { Timers } from './timers.ts';

/** How often the host is asked for a sign of life. One that says nothing until the next time is gone: noticed within 10 s. */
const PING_MS = 5_000;
/** A timer that is later than this means that the page itself slept: the host has had no chance to answer. */
const SLEPT_MS = 1_500;
/** How long a host may take to close after its goodbye. */
const GOODBYE_MS = 1_000;
/** Batches taken before they are paid for: half of what may be on the way. */
const PAY_AT = FEED_CREDITS / 2;

/** The page's copy of the feed, which outlives the channel. */
export interface FeedReceiver {
  /** How far it has come, and of which host; null: it has nothing. */
  position(): (FeedPosition & { readonly host: string }) | null;
  /** @throws Error when it is no batch */
  take(batch: ArrayBuffer): FeedResult;
}

/** Why a channel ended. `lost`: try again; the others are for good. */
export interface ClientEnd {
  readonly why: 'lost' | 'ended' | 'version' | 'refused';
  readonly reason: string;
}

export interface WindowClientOptions {
  readonly duplex: Duplex;
  readonly feed: FeedReceiver;
  readonly timers: Timers;
  /** The host has answered. Comes before every batch; a `host` other than before makes earlier run numbers void. */
  readonly onWelcome: (host: string, state: HostState) => void;
  readonly onState: (patch: HostStatePatch) => void;
  /** Told once. */
  readonly onEnd: (end: ClientEnd) => void;
}

export class WindowClient {
  private readonly duplex: Duplex;
  private readonly options: WindowClientOptions;
  private readonly rpc: RpcClient;
  private phase: 'greeting' | 'open' | 'closed' = 'greeting';
  private unpaid = 0;
  private resyncing = false;
  private goodbye: ClientEnd | null = null;
  private cancelTimer: () => void = () => undefined;
  private heard = true;

  constructor(options: WindowClientOptions) {
    this.options = options;
    this.duplex = options.duplex;
    this.rpc = new RpcClient((frame) => {
      this.send(frame);
    });
    this.duplex.listen({
      message: (message) => {
        this.heard = true;
        this.receive(message);
      },
      closed: (reason) => {
        this.closed(reason);
      },
    });
    this.send({ type: 'hello', versions: CHANNEL_VERSIONS, feed: options.feed.position() });
    this.listenForSilence();
  }

  /** @throws CommandError, see RpcClient */
  call<C extends WindowCommand>(command: C, argument: ArgumentOf<C>): Promise<ResultOf<C>> {
    return this.rpc.call(command, argument);
  }

  close(reason: string): void {
    this.duplex.close(reason);
  }

  private receive(message: ChannelMessage): void {
    if (this.phase === 'closed') return;
    if (typeof message !== 'string') {
      this.receiveBytes(message);
      return;
    }
    const parsed = parseHostFrame(message);
    if (parsed.ok) this.take(parsed.frame);
    else this.unreadable(parsed.value, parsed.reason);
  }

  /** Which part of an unreadable message is of another version can only be guessed at: a welcome tells its own. */
  private unreadable(value: unknown, reason: string): void {
    const welcome = typeof value === 'object' && value !== null && 'versions' in value;
    if (welcome) this.fail('version', 'this page is of another version of Loopscope; reload it');
    else this.fail('lost', `a message of the host could not be read: ${reason}`);
  }

  private take(frame: HostFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.welcome(frame);
        return;
      case 'result':
        this.rpc.result(frame.id, frame.value);
        return;
      case 'error':
        this.rpc.error(frame.id, frame.code, frame.message);
        return;
      case 'event':
        this.options.onState(frame.value);
        return;
      case 'pong':
        return;
      case 'goodbye':
        this.goodbye = { why: frame.why, reason: frame.message };
        this.expectClose();
        return;
      default:
        assertNever(frame);
    }
  }

  private welcome({ versions, host, state }: Extract<HostFrame, { type: 'welcome' }>): void {
    const conflict = versionConflict(versions);
    if (conflict !== null) {
      this.fail('version', conflict);
      return;
    }
    this.phase = 'open';
    this.options.onWelcome(host, state);
    this.send({ type: 'credit', batches: FEED_CREDITS });
  }

  private receiveBytes(bytes: ArrayBuffer): void {
    if (isFeedBatch(bytes)) {
      this.receiveBatch(bytes);
      return;
    }
    const result = unpackBinaryResult(bytes);
    if (result === null) this.fail('lost', 'bytes of the host could not be read');
    else this.rpc.binary(result);
  }

  private receiveBatch(bytes: ArrayBuffer): void {
    const { feed } = this.options;
    let result: FeedResult;
    try {
      result = feed.take(bytes);
    } catch (error) {
      this.fail('lost', error instanceof Error ? error.message : String(error));
      return;
    }
    this.pay();
    if (result === 'applied') this.resyncing = false;
    // What is on the way already builds on the missing one too: ask once.
    if (result !== 'gap' || this.resyncing) return;
    this.resyncing = true;
    const position = feed.position();
    this.send({ type: 'resync', run: position?.run ?? 0, sequence: position?.sequence ?? 0 });
  }

  private pay(): void {
    if (++this.unpaid < PAY_AT) return;
    this.send({ type: 'credit', batches: this.unpaid });
    this.unpaid = 0;
  }

  private listenForSilence(): void {
    this.heard = false;
    // The hello is the first ping.
    if (this.phase === 'open') this.send({ type: 'ping' });
    const { timers } = this.options;
    const dueMs = timers.nowMs() + PING_MS;
    this.cancelTimer = timers.after(PING_MS, () => {
      const slept = timers.nowMs() - dueMs > SLEPT_MS;
      if (this.heard || slept) this.listenForSilence();
      else this.fail('lost', 'the host does not answer');
    });
  }

  /** The host closes after its goodbye, with the carrier's own word for why; one that does not is not waited for. */
  private expectClose(): void {
    this.cancelTimer();
    this.cancelTimer = this.options.timers.after(GOODBYE_MS, () => {
      this.duplex.close('the host said goodbye');
    });
  }

  private send(frame: PageFrame): void {
    this.duplex.send(frameText(frame));
  }

  private fail(why: ClientEnd['why'], reason: string): void {
    this.goodbye ??= { why, reason };
    this.duplex.close(reason);
  }

  private closed(reason: string): void {
    if (this.phase === 'closed') return;
    this.phase = 'closed';
    this.cancelTimer();
    const end = this.goodbye ?? { why: 'lost', reason };
    this.rpc.close(end.reason);
    this.options.onEnd(end);
  }
}
