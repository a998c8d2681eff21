// The host's end of one window's channel: greets it, answers its commands, sends it the state and the feed. It never waits
// for the window, keeps a bounded amount for it, and ends with its channel. What does not parse ends it too: a page
// of ours does not send such things.
import type { ChannelMessage, Duplex } from './duplex.ts';
import { FeedSender, MAX_BUFFERED_BYTES } from './feed-sender.ts';
import {
  callId,
  CHANNEL_VERSIONS,
  frameText,
  packBinaryResult,
  parsePageFrame,
  versionConflict,
  type HostFrame,
  type PageFrame,
} from './frames.ts';
import { assertNever } from '../contract/assert-never.ts';
import { RpcServer } from './rpc-server.ts';
import { StateSender } from './state-sender.ts';
import type { Timers } from './timers.ts';
import type { WindowHost } from './window-host.ts';

type Hello = Extract<PageFrame, { type: 'hello' }>;

export interface WindowSessionOptions {
  readonly duplex: Duplex;
  readonly host: WindowHost;
  readonly timers: Timers;
  /** Told once, when the channel is closed by whomever. */
  readonly onClosed?: (reason: string) => void;
}

export class WindowSession {
  private readonly duplex: Duplex;
  private readonly host: WindowHost;
  private readonly rpc: RpcServer;
  private readonly feed: FeedSender;
  private readonly state: StateSender;
  private phase: 'greeting' | 'open' | 'closed' = 'greeting';
  private undoState: () => void = () => undefined;

  constructor({ duplex, host, timers, onClosed }: WindowSessionOptions) {
    this.duplex = duplex;
    this.host = host;
    this.feed = new FeedSender(host.feed, duplex, timers);
    this.state = new StateSender({
      carrier: duplex,
      timers,
      send: (value) => {
        this.send({ type: 'event', name: 'state', value });
      },
    });
    this.rpc = new RpcServer(host.handlers, {
      text: (frame) => {
        this.state.flush();
        this.send(frame);
      },
      binary: (result) => {
        this.state.flush();
        duplex.send(packBinaryResult(result));
      },
      get full() {
        return duplex.bufferedBytes > MAX_BUFFERED_BYTES;
      },
    });
    duplex.listen({
      message: (message) => {
        this.receive(message);
      },
      closed: (reason) => {
        this.closed();
        onClosed?.(reason);
      },
    });
  }

  /** Says why, and closes. */
  end(why: 'ended' | 'refused', message: string): void {
    this.send({ type: 'goodbye', why, message });
    this.duplex.close(message);
  }

  private receive(message: ChannelMessage): void {
    if (this.phase === 'closed') return;
    if (typeof message !== 'string') {
      this.duplex.close('a page sends no bytes');
      return;
    }
    const parsed = parsePageFrame(message);
    if (parsed.ok) this.take(parsed.frame);
    else this.malformed(parsed.value, parsed.reason);
  }

  /** A call that can be answered is answered; anything else ends the session. */
  private malformed(value: unknown, reason: string): void {
    const id = callIdOf(value);
    if (this.phase === 'open' && id !== null)
      this.send({ type: 'error', id, code: 'invalid', message: `not a command: ${reason}` });
    else this.duplex.close(`a message could not be read: ${reason}`);
  }

  private take(frame: PageFrame): void {
    if (frame.type === 'hello') {
      this.greet(frame);
      return;
    }
    if (this.phase !== 'open') {
      this.duplex.close('the first message must be a hello');
      return;
    }
    switch (frame.type) {
      case 'call':
        void this.rpc.handle(frame);
        return;
      case 'credit':
        this.feed.credit(frame.batches);
        return;
      case 'resync':
        this.feed.resync(frame);
        return;
      case 'ping':
        this.send({ type: 'pong' });
        return;
      default:
        assertNever(frame);
    }
  }

  private greet({ versions, feed }: Hello): void {
    if (this.phase !== 'greeting') {
      this.duplex.close('one hello is enough');
      return;
    }
    const conflict = versionConflict(versions);
    if (conflict !== null) {
      this.send({ type: 'goodbye', why: 'version', message: conflict });
      this.duplex.close(conflict);
      return;
    }
    this.phase = 'open';
    const { host } = this;
    this.undoState = host.onState((patch) => {
      this.state.changed(patch);
    });
    this.send({
      type: 'welcome',
      versions: CHANNEL_VERSIONS,
      host: host.id,
      state: host.state(),
    });
    // Runs of another host's life have nothing to do with runs of this one, though their numbers may be the same.
    this.feed.start(feed?.host === host.id ? feed : null);
  }

  private send(frame: HostFrame): void {
    this.duplex.send(frameText(frame));
  }

  private closed(): void {
    this.phase = 'closed';
    this.undoState();
    this.feed.stop();
    this.state.stop();
  }
}

function callIdOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  const id = callId.safeParse(value.id);
  return id.success ? id.data : null;
}
