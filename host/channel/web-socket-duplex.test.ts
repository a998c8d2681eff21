// Real sockets on loopback; the far end is a client of `ws`, which a browser's WebSocket behaves like.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import {
  duplexContract,
  Ear,
  type DuplexPair,
} from '../../core/channel/duplex-contract.test-support.ts';
import { webSocketDuplex } from './web-socket-duplex.ts';

interface Sockets extends DuplexPair {
  readonly client: WebSocket;
}

async function connected(): Promise<Sockets> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const right = webSocketDuplex(client);
  await once(client, 'open');
  const [socket] = (await accepted) as [WebSocket];
  const dispose = async (): Promise<void> => {
    client.terminate();
    server.close();
    await once(server, 'close');
  };
  return { left: webSocketDuplex(socket), right, client, dispose };
}

duplexContract('a WebSocket', connected);

test('a socket that is cut is a close with its code', async () => {
  const { left, client, dispose } = await connected();
  const ear = new Ear().listenTo(left);
  client.terminate();
  await ear.closed();
  expect(ear.closes).toEqual(['closed (1006)']);
  await dispose();
});

test('a reason that is too long for a close frame is shortened, between characters', async () => {
  const { left, right, dispose } = await connected();
  const ear = new Ear().listenTo(right);
  left.close('理由'.repeat(60));
  await ear.closed();
  expect(ear.closes).toEqual(['理由'.repeat(60).slice(0, 41)]);
  await dispose();
});

test('counts what the other end does not read', async () => {
  const { left, client, dispose } = await connected();
  client.pause();
  for (let n = 0; n < 40; n++) left.send(new ArrayBuffer(1_000_000));
  expect(left.bufferedBytes).toBeGreaterThan(20_000_000);
  await dispose();
});
