// Both ends in one thread: ports do not care. `electronPort` is the shape that Electron's main process has.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { duplexContract, Ear } from '../../core/channel/duplex-contract.test-support.ts';
import { messagePortDuplex, type PortLike } from './message-port-duplex.ts';

duplexContract('a message port', async () => {
  const { port1, port2 } = new MessageChannel();
  return {
    left: messagePortDuplex(port1),
    right: messagePortDuplex(port2),
    dispose: () => undefined,
  };
});

function electronPort(port: MessagePort): PortLike {
  return {
    postMessage: (message) => {
      port.postMessage(message);
    },
    on: (event: 'message' | 'close', listener: (value: unknown) => void) =>
      port.on(event, (data: unknown) => {
        listener({ data, ports: [] });
      }),
    start: () => {
      port.start();
    },
    close: () => {
      port.close();
    },
  };
}

duplexContract('a message port with events that have data', async () => {
  const { port1, port2 } = new MessageChannel();
  const dataOf = (event: unknown): unknown => (event as { data: unknown }).data;
  return {
    left: messagePortDuplex(electronPort(port1), dataOf),
    right: messagePortDuplex(port2),
    dispose: () => undefined,
  };
});

test('a port that is gone without a word is a close', async () => {
  const { port1, port2 } = new MessageChannel();
  const ear = new Ear().listenTo(messagePortDuplex(port2));
  port1.close();
  await ear.closed();
  expect(ear.closes).toEqual(['the other end is gone']);
});

test('something that no channel sends is a close', async () => {
  const { port1, port2 } = new MessageChannel();
  const ear = new Ear().listenTo(messagePortDuplex(port2));
  port1.postMessage({ surprise: 1 });
  await ear.closed();
  expect(ear.closes).toEqual(['something that is no message came in']);
  port1.close();
});
