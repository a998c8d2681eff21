// The channel over a WebSocket of `ws`, at the host's end. Who may connect, and how large a message of a page may be
// (`maxPayload`), is settled before by the server.
import type { WebSocket } from 'ws';
import type { ChannelMessage, Duplex, DuplexListener } from '../../core/channel/duplex.ts';
import { Inbox } from '../../core/channel/inbox.ts';

const NORMAL_CLOSE = 1000;
/** Longest reason that a close frame has room for, in bytes of UTF-8. */
const MAX_REASON_BYTES = 123;
/** How long the other end has to answer a close before its socket is cut. */
const CLOSE_LIMIT_MS = 1_000;

class WebSocketDuplex implements Duplex {
  private readonly socket: WebSocket;
  private readonly inbox = new Inbox();

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.on('message', (data, isBinary) => {
      this.receive(data, isBinary);
    });
    socket.on('close', (code, reason) => {
      this.inbox.ended(reason.length > 0 ? reason.toString('utf8') : `closed (${code})`);
    });
    // A close with its code follows.
    socket.on('error', () => undefined);
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  send(message: ChannelMessage): void {
    if (this.inbox.closed || this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(message);
  }

  listen(listener: DuplexListener): void {
    this.inbox.listen(listener);
  }

  close(reason: string): void {
    if (this.inbox.closed) return;
    this.socket.close(NORMAL_CLOSE, shortened(reason));
    const cut = setTimeout(() => {
      this.socket.terminate();
    }, CLOSE_LIMIT_MS);
    this.socket.once('close', () => {
      clearTimeout(cut);
    });
    this.inbox.hangUp(reason);
  }

  private receive(data: unknown, isBinary: boolean): void {
    if (data instanceof ArrayBuffer) this.inbox.message(data);
    else if (!isBinary && Buffer.isBuffer(data)) this.inbox.message(data.toString('utf8'));
    else this.close('something that is no message came in');
  }
}

function shortened(reason: string): string {
  const bytes = Buffer.from(reason, 'utf8');
  if (bytes.length <= MAX_REASON_BYTES) return reason;
  // A character that was cut in two is left out.
  return bytes
    .subarray(0, MAX_REASON_BYTES)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}

export function webSocketDuplex(socket: WebSocket): Duplex {
  return new WebSocketDuplex(socket);
}
