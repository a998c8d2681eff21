// Requests that never finish arriving, over real sockets, with ticks of 20 ms and a limit of 5 ticks.
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sleepBlocking } from '../stages/sleep.ts';
import { ArrivalDeadline } from './arrival-deadline.ts';

const TICK_MS = 20;
const LIMIT_MS = 5 * TICK_MS;
/** Long enough for the limit to pass on a busy machine. */
const PATIENCE_MS = 5000;

let server: Server;
let arrivals: ArrivalDeadline;
let port: number;
/** What timed out: whether its headers had arrived. */
let timedOut: boolean[];
let bodies: string[];
const sockets: Socket[] = [];

beforeEach(async () => {
  timedOut = [];
  bodies = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      bodies.push(body);
      response.end('done');
    });
  });
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  const onTimeout = (socket: Socket, response: ServerResponse | null): void => {
    timedOut.push(response !== null);
    socket.destroy();
  };
  arrivals = new ArrivalDeadline(server, LIMIT_MS, onTimeout, TICK_MS);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  arrivals.stop();
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

interface Client {
  readonly socket: Socket;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<boolean>;
  received: string;
}

function client(): Client {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)));
  const one: Client = { socket, closed, received: '' };
  socket.on('data', (chunk: Buffer) => (one.received += chunk.toString()));
  return one;
}

function closes({ closed }: Client): Promise<boolean> {
  return Promise.race([closed, sleep(PATIENCE_MS, false)]);
}

const head = (length: number): string =>
  `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`;

async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  while (!condition() && Date.now() < limit) await sleep(5);
  expect(condition()).toBe(true);
}

test('a connection that never sends anything, or half its headers, is ended', async () => {
  const silent = client();
  const half = client();
  half.socket.write('POST / HTTP/1.1\r\nhost:');
  expect(await Promise.all([closes(silent), closes(half)])).toEqual([true, true]);
  expect(timedOut).toEqual([false, false]);
});

test('headers that trickle in do not keep a connection', async () => {
  const trickling = client();
  trickling.socket.write('GET / HTTP/1.1\r\n');
  const timer = setInterval(() => trickling.socket.write('x: y\r\n'), TICK_MS / 2);
  expect(await closes(trickling)).toBe(true);
  clearInterval(timer);
  expect(timedOut).toEqual([false]);
});

test('half a body is ended, and its response object is handed over', async () => {
  const half = client();
  half.socket.write(`${head(10)}12345`);
  expect(await closes(half)).toBe(true);
  expect(timedOut).toEqual([true]);
  expect(bodies).toEqual([]);
});

test('a request that is slow but whole within the limit is served', async () => {
  const slow = client();
  const text = head(4) + 'abcd';
  const step = Math.ceil(text.length / 4);
  for (let at = 0; at < text.length; at += step) {
    slow.socket.write(text.slice(at, at + step));
    await sleep(TICK_MS / 4);
  }
  await until(() => slow.received.includes('done'));
  expect(bodies).toEqual(['abcd']);
  expect(timedOut).toEqual([]);
});

test('an answer that takes longer than the limit is waited for', async () => {
  server.removeAllListeners('request');
  server.on('request', (_request, response: ServerResponse) => {
    setTimeout(() => response.end('late'), 3 * LIMIT_MS);
  });
  arrivals.stop();
  arrivals = new ArrivalDeadline(server, LIMIT_MS, () => timedOut.push(true), TICK_MS);
  const patient = client();
  patient.socket.write(head(0));
  await until(() => patient.received.includes('late'));
  expect(timedOut).toEqual([]);
});

test('a kept connection may be idle for long; half a second request on it is ended', async () => {
  const kept = client();
  kept.socket.write(`${head(3)}abc`);
  await until(() => kept.received.includes('done'));
  await sleep(4 * LIMIT_MS);
  expect(timedOut).toEqual([]);
  kept.socket.write(`${head(3)}xyz`);
  await until(() => bodies.length === 2);
  await sleep(4 * LIMIT_MS);
  expect(timedOut).toEqual([]);
  kept.socket.write('POST / HTT');
  expect(await closes(kept)).toBe(true);
  expect(timedOut).toEqual([false]);
});

test('a loop that was blocked for long ends nobody whose bytes were waiting', async () => {
  const waiting = client();
  waiting.socket.write(`${head(6)}abc`);
  await sleep(2 * TICK_MS);
  // The rest arrives while nobody can read it.
  waiting.socket.write('def');
  sleepBlocking(6 * LIMIT_MS);
  await until(() => waiting.received.includes('done'));
  expect(bodies).toEqual(['abcdef']);
  expect(timedOut).toEqual([]);
});
