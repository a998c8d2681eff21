// The page's carriers against the host's: the same suite, with Node's own WebSocket and MessagePort, which have the interface of
// a browser's.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { WebSocketServer, type WebSocket as HostSocket } from 'ws';
import { duplexContract, Ear } from '../../core/channel/duplex-contract.test-support.ts';
import { browserPort, type BrowserPortLike } from '../../renderer/host/browser-port.ts';
import { BrowserSocket } from '../../renderer/host/browser-socket.ts';
import { messagePortDuplex } from './message-port-duplex.ts';
import { webSocketDuplex } from './web-socket-duplex.ts';

async function listening() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispose = async (): Promise<void> => {
    for (const client of server.clients) client.terminate();
    server.close();
    await once(server, 'close');
  };
  return { server, address, dispose };
}

async function connected() {
  const { server, address, dispose } = await listening();
  const accepted = once(server, 'connection');
  const right = new BrowserSocket(new WebSocket(address));
  const [socket] = (await accepted) as [HostSocket];
  return { left: webSocketDuplex(socket), right, socket, dispose };
}

duplexContract('a browser’s WebSocket', connected);

duplexContract('a browser’s message port', async () => {
  const { port1, port2 } = new MessageChannel();
  return {
    left: messagePortDuplex(port1),
    right: browserPort(port2 as unknown as BrowserPortLike),
    dispose: () => undefined,
  };
});

test('a page knows with which code and words its host closed', async () => {
  const { right, socket, dispose } = await connected();
  const ear = new Ear().listenTo(right);
  socket.close(4410, 'the host is ending');
  await ear.closed();
  expect(ear.closes).toEqual(['the host is ending']);
  expect(right.closeCode).toBe(4410);
  await dispose();
});

test('a socket that is cut, and one that never opened, are told apart', async () => {
  const { right, socket, dispose } = await connected();
  const cut = new Ear().listenTo(right);
  // An answer shows that it is open.
  socket.send('open');
  await cut.got(1);
  socket.terminate();
  await cut.closed();
  expect(cut.closes).toEqual(['the connection broke']);
  await dispose();
  const { address, dispose: end } = await listening();
  await end();
  const never = new Ear().listenTo(new BrowserSocket(new WebSocket(address)));
  await never.closed();
  expect(never.closes).toEqual(['nothing answers at this address']);
});
