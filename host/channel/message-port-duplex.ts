// The channel over a message port: of Node's threads as it is, of Electron's main process by saying where an event has its
// data. Buffers are copied, not transferred: the same batch goes to every window.
import type { ChannelMessage, Duplex, DuplexListener } from '../../core/channel/duplex.ts';
import { Inbox } from '../../core/channel/inbox.ts';
import { closeMessage, readPortMessage } from '../../core/channel/port-message.ts';

/** What Node's MessagePort and Electron's MessagePortMain have in common. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (value: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
  close(): void;
}

class MessagePortDuplex implements Duplex {
  /** A port does not tell; credits bound what is on the way. */
  readonly bufferedBytes = 0;
  private readonly port: PortLike;
  private readonly inbox = new Inbox();

  constructor(port: PortLike, dataOf: (value: unknown) => unknown) {
    this.port = port;
    port.on('message', (value) => {
      this.receive(dataOf(value));
    });
    port.on('close', () => {
      this.inbox.ended('the other end is gone');
    });
    port.start?.();
  }

  send(message: ChannelMessage): void {
    if (!this.inbox.closed) this.port.postMessage(message);
  }

  listen(listener: DuplexListener): void {
    this.inbox.listen(listener);
  }

  close(reason: string): void {
    if (this.inbox.closed) return;
    this.port.postMessage(closeMessage(reason));
    this.port.close();
    this.inbox.hangUp(reason);
  }

  private receive(data: unknown): void {
    const read = readPortMessage(data);
    if (read.kind === 'message') {
      this.inbox.message(read.message);
      return;
    }
    this.port.close();
    this.inbox.ended(read.reason);
  }
}

/** @param dataOf where an event has what was posted; Electron: `(event) => event.data` */
export function messagePortDuplex(
  port: PortLike,
  dataOf: (value: unknown) => unknown = (value) => value,
): Duplex {
  return new MessagePortDuplex(port, dataOf);
}
