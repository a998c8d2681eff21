// The channel over a message port: of Node's threads as it is, of Electron's main process by saying where an event has its
// data.
import type { Duplex } from '../../core/channel/duplex.ts';
import { PortDuplex } from '../../core/channel/port-duplex.ts';

/** What Node's MessagePort and Electron's MessagePortMain have in common. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (value: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
  close(): void;
}

/** @param dataOf where an event has what was posted; Electron: `(event) => event.data` */
export function messagePortDuplex(
  port: PortLike,
  dataOf: (value: unknown) => unknown = (value) => value,
): Duplex {
  return new PortDuplex({
    post: (message) => port.postMessage(message),
    on: (message, closed) => {
      port.on('message', (value) => message(dataOf(value)));
      port.on('close', closed);
      port.start?.();
    },
    close: () => port.close(),
  });
}
