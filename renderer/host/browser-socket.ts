// The channel over a browser's WebSocket. It may be listened to and sent on before the socket is open; one that never opens is
// one that closed.
import type { ChannelMessage, Duplex, DuplexListener } from '../../core/channel/duplex.ts';
import { Inbox } from '../../core/channel/inbox.ts';

const OPEN = 1;
const NORMAL_CLOSE = 1000;
/** Longest reason that a close frame has room for, in bytes; a character takes at most three. */
const MAX_REASON_CHARACTERS = 123 / 3;

interface SocketEvent {
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}

/** What is used of a WebSocket. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string | ArrayBuffer): void;
  close(code?: number, reason?: string): void;
  addEventListener(
    type: 'open' | 'message' | 'close',
    listener: (event: SocketEvent) => void,
  ): void;
}

export class BrowserSocket implements Duplex {
  /** The code with which the far end closed (see CLOSE_CODE); null while it is open, or when this end closed. */
  closeCode: number | null = null;
  private readonly socket: SocketLike;
  private readonly inbox = new Inbox();
  /** What was sent before the socket was open: a hello. */
  private early: ChannelMessage[] = [];
  private opened = false;

  constructor(socket: SocketLike) {
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      this.opened = true;
      for (const message of this.early.splice(0)) this.send(message);
    });
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' || data instanceof ArrayBuffer) this.inbox.message(data);
      else this.close('something that is no message came in');
    });
    socket.addEventListener('close', ({ code, reason }) => {
      if (!this.inbox.closed) this.closeCode = code ?? null;
      this.inbox.ended(this.closeWords(reason ?? ''));
    });
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  send(message: ChannelMessage): void {
    if (this.inbox.closed) return;
    if (this.socket.readyState === OPEN) this.socket.send(message);
    else if (!this.opened) this.early.push(message);
  }

  listen(listener: DuplexListener): void {
    this.inbox.listen(listener);
  }

  /** Does not wait for the far end, which may be what is missing. */
  close(reason: string): void {
    if (this.inbox.closed) return;
    this.early = [];
    this.socket.close(NORMAL_CLOSE, reason.slice(0, MAX_REASON_CHARACTERS));
    this.inbox.hangUp(reason);
  }

  private closeWords(reason: string): string {
    if (reason !== '') return reason;
    return this.opened ? 'the connection broke' : 'nothing answers at this address';
  }
}
