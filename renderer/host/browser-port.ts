// The channel over a MessagePort in a page, given to it by whoever made the page.
import type { Duplex } from '../../core/channel/duplex.ts';
import { PortDuplex } from '../../core/channel/port-duplex.ts';

/** What is used of a MessagePort. */
export interface BrowserPortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

export function browserPort(port: BrowserPortLike): Duplex {
  return new PortDuplex({
    post: (message) => port.postMessage(message),
    on: (message, closed) => {
      port.addEventListener('message', ({ data }) => message(data));
      port.addEventListener('close', closed);
      port.start();
    },
    close: () => port.close(),
  });
}
