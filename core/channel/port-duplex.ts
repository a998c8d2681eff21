// The channel over a message port, whoever made it: Node's threads, Electron's main process, a page. They differ only in how
// one listens. Buffers are copied, not transferred: the same batch goes to every window.
import type { ChannelMessage, Duplex, DuplexListener } from './duplex.ts';
import { Inbox } from './inbox.ts';
import { closeMessage, readPortMessage } from './port-message.ts';

/** What every message port can do; `on` starts delivery. */
export interface Port {
  post(message: unknown): void;
  on(message: (data: unknown) => void, closed: () => void): void;
  close(): void;
}

export class PortDuplex implements Duplex {
  /** A port does not tell; credits bound what is on the way. */
  readonly bufferedBytes = 0;
  private readonly port: Port;
  private readonly inbox = new Inbox();

  constructor(port: Port) {
    this.port = port;
    port.on(
      (data) => {
        this.receive(data);
      },
      () => {
        this.inbox.ended('the other end is gone');
      },
    );
  }

  send(message: ChannelMessage): void {
    if (!this.inbox.closed) this.port.post(message);
  }

  listen(listener: DuplexListener): void {
    this.inbox.listen(listener);
  }

  close(reason: string): void {
    if (this.inbox.closed) return;
    this.port.post(closeMessage(reason));
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
