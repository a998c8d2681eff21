// What happens when a wanted port is taken: by a stranger, by ourselves, by nobody who may be asked.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { claimPort, tryPort, type Claimed } from './claim-ports.ts';

function taken(code: string): Error {
  return Object.assign(new Error(code), { code });
}

interface World {
  readonly strangers?: readonly number[];
  readonly ours?: readonly number[];
  readonly forbidden?: readonly number[];
}

function claim(port: number, given: boolean, world: World): Promise<Claimed<number>> {
  const { strangers = [], ours = [], forbidden = [] } = world;
  return claimPort<number>({
    wanted: { port, given },
    listen: async (asked) => {
      if (forbidden.includes(asked)) throw taken('EACCES');
      if ([...strangers, ...ours].includes(asked)) throw taken('EADDRINUSE');
      return asked === 0 ? 54_321 : asked;
    },
    isOurs: async (asked) => ours.includes(asked),
  });
}

test('a free port is had', async () => {
  const had = { phase: 'listening', server: 7380, wantedTaken: false };
  expect(await claim(7380, false, {})).toEqual(had);
  expect(await claim(7380, true, {})).toEqual(had);
  expect(await claim(0, true, {})).toMatchObject({ server: 54_321, wantedTaken: false });
});

test('the next one is had when nobody insists, any free one when many are taken', async () => {
  expect(await claim(7380, false, { strangers: [7380, 7381] })).toEqual({
    phase: 'listening',
    server: 7382,
    wantedTaken: true,
  });
  const many = Array.from({ length: 50 }, (_, index) => 7380 + index);
  expect(await claim(7380, false, { strangers: many })).toMatchObject({ server: 54_321 });
  expect(await claim(7380, false, { forbidden: [7380] })).toMatchObject({ server: 7381 });
});

test('who insists is told why not', async () => {
  expect(await claim(80, true, { forbidden: [80] })).toEqual({
    phase: 'refused',
    reason: 'not-allowed',
  });
  expect(await claim(7380, true, { strangers: [7380] })).toEqual({
    phase: 'refused',
    reason: 'in-use',
  });
});

test('ours is recognised, also after a stranger, and also by who insists', async () => {
  expect(await claim(7380, false, { ours: [7380] })).toEqual({ phase: 'running', port: 7380 });
  expect(await claim(7380, true, { ours: [7380] })).toEqual({ phase: 'running', port: 7380 });
  expect(await claim(7380, false, { strangers: [7380], ours: [7381] })).toEqual({
    phase: 'running',
    port: 7381,
  });
});

test('another failure is not taken for a taken port', async () => {
  const failing = claimPort({
    wanted: { port: 1, given: false },
    listen: () => Promise.reject(taken('EMFILE')),
    isOurs: () => Promise.resolve(true),
  });
  await expect(failing).rejects.toThrow('EMFILE');
});

test('a port is tried for real', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(tryPort(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const closed = once(server, 'close');
  server.close();
  await closed;
  expect(await tryPort(port)).toBe(port);
});
