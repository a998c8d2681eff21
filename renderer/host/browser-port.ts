// The channel over a MessagePort in a page, given to it by whoever made the page.
import type { ChannelMessage, Duplex, DuplexListener } from '../../core/channel/duplex.ts';
import { Inbox } from '../../core/channel/inbox.ts';
import { closeMessage, readPortMessage } from '../../core/channel/port-message.ts';

/** What is used of a MessagePort. */
export interface BrowserPortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

export class BrowserPort implements Duplex {
  /** A port does not tell. */
  readonly bufferedBytes = 0;
  private readonly port: BrowserPortLike;
  private readonly inbox = new Inbox();

  constructor(port: BrowserPortLike) {
    this.port = port;
    port.addEventListener('message', ({ data }) => {
      this.receive(data);
    });
    port.addEventListener('close', () => {
      this.inbox.ended('the other end is gone');
    });
    port.start();
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
