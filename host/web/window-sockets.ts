// The WebSockets of all open windows, from the upgrade to the close: how many, how long a silent one is kept, how they are
// told that the host ends. What they say is not looked at here.
import type { IncomingMessage } from 'node:http';
import type { Duplex as Stream } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { frameText } from '../../core/channel/frames.ts';
import { CLOSE_CODE } from '../../core/contract/channel-address.ts';
import { resolvesWithin } from '../within.ts';

/** Windows send commands, the longest of which is a scenario. */
export const MAX_MESSAGE_BYTES = 1_048_576;
/** More are somebody's mistake: every window is one more reader of the feed. */
export const MAX_WINDOWS = 32;
const PING_MS = 5_000;
/** A window that has left this many pings unanswered is gone. */
const MAX_UNANSWERED = 2;
/** How long windows may take to answer the close. */
const CLOSE_LIMIT_MS = 500;

/** `ended`: from a window, so that every window is done; `leaves`: from the terminal, and it may well come back. */
export type HostEnd = 'ended' | 'leaves';

const LAST_WORDS = {
  ended: { code: CLOSE_CODE.hostEnded, reason: 'Loopscope was ended from a window' },
  leaves: { code: CLOSE_CODE.hostLeaves, reason: 'Loopscope was ended in its terminal' },
} as const;

export class WindowSockets {
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  /** Pings that are unanswered, of every window. */
  private readonly unanswered = new Map<WebSocket, number>();
  private readonly cookies = new WeakMap<IncomingMessage, string>();
  private readonly pings: NodeJS.Timeout;
  private attach: ((socket: WebSocket) => void) | null = null;

  constructor(pingMs = PING_MS) {
    this.pings = setInterval(() => this.pingAll(), pingMs);
    this.server.on('headers', (headers, request) => {
      const cookie = this.cookies.get(request);
      if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`);
    });
  }

  take(attach: (socket: WebSocket) => void): void {
    this.attach = attach;
  }

  /** @returns false where no window is taken, yet or any more; the socket is untouched then */
  accept(request: IncomingMessage, socket: Stream, head: Buffer, setCookie: string): boolean {
    const { attach } = this;
    if (attach === null) return false;
    this.cookies.set(request, setCookie);
    this.server.handleUpgrade(request, socket, head, (window) => {
      if (this.unanswered.size >= MAX_WINDOWS) {
        dismiss(window, CLOSE_CODE.tooManyWindows, `${MAX_WINDOWS} windows are open already`);
        return;
      }
      this.keep(window);
      attach(window);
    });
    return true;
  }

  /** Lets a page in that has no session, only to tell it so. */
  turnAway(request: IncomingMessage, socket: Stream, head: Buffer): void {
    this.server.handleUpgrade(request, socket, head, (window) => {
      dismiss(window, CLOSE_CODE.noAccess, 'this page has no valid session');
    });
  }

  async close(how: HostEnd): Promise<void> {
    const { code, reason } = LAST_WORDS[how];
    this.attach = null;
    clearInterval(this.pings);
    const windows = [...this.server.clients];
    const closing = windows.map(
      (window) => new Promise<void>((resolve) => void window.once('close', () => resolve())),
    );
    for (const window of windows) window.close(code, reason);
    await resolvesWithin(Promise.all(closing), CLOSE_LIMIT_MS);
    for (const window of this.server.clients) window.terminate();
    this.server.close();
  }

  private keep(window: WebSocket): void {
    this.unanswered.set(window, 0);
    window.on('pong', () => this.unanswered.set(window, 0));
    window.on('error', ignoreError);
    window.once('close', () => {
      window.removeAllListeners('pong');
      this.unanswered.delete(window);
    });
  }

  private pingAll(): void {
    for (const [window, count] of this.unanswered) {
      if (count >= MAX_UNANSWERED) {
        window.terminate();
        continue;
      }
      this.unanswered.set(window, count + 1);
      window.ping();
    }
  }
}

/** A window that is not kept: whatever it sends is dropped. */
function dismiss(window: WebSocket, code: number, reason: string): void {
  window.on('error', ignoreError);
  // The same in the channel's own words, for what lives above the WebSocket.
  window.send(frameText({ type: 'goodbye', why: 'refused', message: reason }));
  window.close(code, reason);
  setTimeout(() => window.terminate(), CLOSE_LIMIT_MS).unref();
}

/** An error of a WebSocket (a message that is too long, a reset) is always followed by its close. */
function ignoreError(): void {}
