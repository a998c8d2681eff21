// Another Loopscope on a port is recognised, and nothing else is taken for one.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Access, KEY_BYTES } from './access.ts';
import { isOurLoopscope } from './other-host.ts';
import { TestWeb } from './web-client.test-support.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const access = new Access(Buffer.alloc(KEY_BYTES, 1), () => 0);

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    const closed = once(server, 'close');
    server.close();
    return closed;
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('ours is known by its data folder, without a session; another data folder is not', async () => {
  const web = await new TestWeb().start();
  ends.push(() => web.end());
  expect(await isOurLoopscope(web.server.port, web.access())).toBe(true);
  expect(await isOurLoopscope(web.server.port, access)).toBe(false);
  expect((await web.get('/.loopscope')).status).toBe(400);
  expect((await web.get(`/.loopscope?challenge=${'x'.repeat(101)}`)).status).toBe(400);
  expect((await web.get('/.loopscope?challenge=x', { Host: 'evil.example' })).status).toBe(403);
  const stranger = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' };
  expect((await web.get('/.loopscope?challenge=x', stranger)).status).toBe(403);
});

test('a program that passes the challenge on to ours is another program', async () => {
  const web = await new TestWeb().start();
  ends.push(() => web.end());
  const relay = createServer((request, response) => {
    void web.get(request.url ?? '/').then(({ text }) => response.end(text));
  });
  const port = await portOf(relay);
  ends.unshift(async () => relay.closeAllConnections());
  expect(await isOurLoopscope(port, web.access())).toBe(false);
});

test.each<[string, RequestListener]>([
  ['answers everything with a page', (_request, response) => response.end('<!doctype html>')],
  ['repeats the challenge', (request, response) => response.end(request.url)],
  ['redirects', (_request, response) => response.writeHead(302, { Location: '/x' }).end()],
  ['fails', (_request, response) => response.writeHead(500).end()],
  ['says nothing', () => undefined],
  [
    'never ends',
    (_request, response) => {
      const more = setInterval(() => response.write('x'.repeat(50)), 5);
      response.on('close', () => clearInterval(more));
    },
  ],
])('a server that %s is another program', async (_what, listener) => {
  const server = createServer(listener);
  const port = await portOf(server);
  ends.unshift(async () => server.closeAllConnections());
  expect(await isOurLoopscope(port, access)).toBe(false);
});

test('what speaks no HTTP, or is gone, is another program', async () => {
  const port = await portOf(
    createRawServer((socket) => void socket.end('220 mail\r\n', () => socket.destroy())),
  );
  expect(await isOurLoopscope(port, access)).toBe(false);
  expect(await isOurLoopscope(1, access)).toBe(false);
});
