// `npm start` on the web host with a real host behind it: what it says, whom it lets in, how it ends.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  CHANNEL_VERSIONS,
  frameText,
  parseHostFrame,
  type HostFrame,
} from '../../core/channel/frames.ts';
import { CLOSE_CODE } from '../../core/contract/channel-address.ts';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import type { CliIo } from '../cli/cli-io.ts';
import { MemoryIo } from '../cli/memory-io.test-support.ts';
import { wallClockMs } from '../clock.ts';
import { createPlayground } from '../playground/playground.ts';
import { startHost } from '../start-host.ts';
import { builtPage } from './built-page.ts';
import type { Opener } from './open-browser.ts';
import { webCommand } from './web-command.ts';

let dir = '';
const strangers: Server[] = [];
const begun: Started[] = [];
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'loopscope-start-'));
  mkdirSync(path.join(dir, 'renderer'));
  writeFileSync(path.join(dir, 'renderer', 'index.html'), '<!doctype html><title>page</title>');
});
afterEach(async () => {
  for (const started of begun.splice(0)) {
    started.io.signal('SIGINT');
    await started.code;
  }
  for (const server of strangers.splice(0)) server.close();
  rmSync(dir, { recursive: true });
});

/** A start that goes on until it is told to end. */
class Started {
  readonly io = new MemoryIo();
  readonly opened: Opener[] = [];
  readonly code: Promise<number>;

  constructor(line: string, reason: string | null = null) {
    const { io } = this;
    io.env = { DISPLAY: ':0' };
    this.code = webCommand(
      [...line.split(' '), `--data-dir=${path.join(dir, 'data')}`],
      {
        ...outsideOf(io),
        wallMs: wallClockMs,
        startHost,
        createPlayground,
        openPage: () => builtPage(path.join(dir, 'renderer')),
        startOpener: (opener) => this.opened.push(opener),
      },
      reason,
    );
    begun.push(this);
  }

  /** The printed link, once it is there. */
  async link(): Promise<string> {
    const said = (): string | undefined => /http:\S+token=\S+/.exec(this.io.out.text)?.[0];
    await expect.poll(said, { timeout: 20_000 }).toBeDefined();
    return said() ?? '';
  }
}

/** What a start sees of it; a spread would lose what its class has. */
function outsideOf(io: MemoryIo): Omit<CliIo, 'startHost'> {
  const { out, err, env, platform, cwd, homeDir, nowMs, exitNow, every, onSignal } = io;
  return { out, err, env, platform, cwd, homeDir, nowMs, exitNow, every, onSignal };
}

async function portTakenByStranger(): Promise<number> {
  const server = createServer();
  strangers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A window that has said hello. */
class TestWindow {
  readonly frames: HostFrame[] = [];
  readonly closed: Promise<number>;
  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = once(socket, 'close').then(([code]) => Number(code));
    socket.on('message', (data: Buffer, isBinary) => {
      const parsed = isBinary ? null : parseHostFrame(data.toString('utf8'));
      if (parsed?.ok === true) this.frames.push(parsed.frame);
    });
  }

  static async open(link: string): Promise<TestWindow> {
    const exchanged = await fetch(link, { redirect: 'manual' });
    const [cookie = ''] = (exchanged.headers.get('set-cookie') ?? '').split(';');
    const { origin, host } = new URL(link);
    const socket = new WebSocket(`ws://${host}/channel`, { origin, headers: { cookie } });
    const window = new TestWindow(socket);
    await once(socket, 'open');
    window.send({ type: 'hello', versions: CHANNEL_VERSIONS, feed: null });
    await window.heard((frame) => frame.type === 'welcome');
    return window;
  }

  send(frame: Parameters<typeof frameText>[0]): void {
    this.socket.send(frameText(frame));
  }

  async heard(wanted: (frame: HostFrame) => boolean): Promise<HostFrame> {
    await expect.poll(() => this.frames.some(wanted), { timeout: 10_000 }).toBe(true);
    const frame = this.frames.find(wanted);
    if (frame === undefined) throw new Error('unreachable');
    return frame;
  }
}

test('says where the page and the server are, and why it is the web host', async () => {
  const started = new Started('--port=0 --prediction-port=0', 'there is no desktop');
  const link = await started.link();
  const { text } = started.io.out;
  expect(text).toMatch(/^Loopscope [\d.]+, web host: there is no desktop\n/);
  const [, origin = ''] = /Prediction server +(http:\/\/127\.0\.0\.1:\d+)\n/.exec(text) ?? [];
  expect(text).toContain(`curl -s -X POST ${origin}/predict`);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
  expect(started.opened).toEqual([]); // nobody looks at a terminal
});

test('a second start of the same data folder gives a fresh link and starts nothing', async () => {
  const first = new Started('--port=0 --prediction-port=0');
  const link = await first.link();
  const { port } = new URL(link);
  const second = new Started(`--port=${port} --open`);
  expect(await second.code).toBe(0);
  expect(second.io.out.text).toContain('running already');
  const fresh = await second.link();
  expect([new URL(fresh).port, fresh === link]).toEqual([port, false]);
  expect((await fetch(fresh, { redirect: 'manual' })).status).toBe(303);
  // The browser is given a link of its own, which is good for minutes.
  const handed = second.opened[0]?.args.at(-1) ?? '';
  expect(handed).not.toBe(fresh);
  expect((await fetch(handed, { redirect: 'manual' })).status).toBe(303);
});

test('a taken port ends with 1 and one line that says what to do', async () => {
  const port = await portTakenByStranger();
  const page = new Started(`--port=${port} --prediction-port=0`);
  expect(await page.code).toBe(1);
  const prediction = new Started(`--port=0 --prediction-port=${port}`);
  expect(await prediction.code).toBe(1);
  for (const [{ io }, option] of [
    [page, '--port'],
    [prediction, '--prediction-port'],
  ] as const) {
    expect([io.out.text, io.err.text]).toEqual([
      '',
      `Port ${port} is in use by another program; choose another with ${option} N (0 = any free one).\n`,
    ]);
  }
});

test('nonsense ends with 2 and touches nothing; help ends with 0', async () => {
  const wrong = new Started('--port=70000');
  expect(await wrong.code).toBe(2);
  expect(wrong.io.err.text).toBe('--port got "70000"; it takes a whole number from 0 to 65535.\n');
  const help = new Started('--help');
  expect([await help.code, help.io.out.text]).toEqual([
    0,
    expect.stringContaining('--prediction-port N'),
  ]);
});

test('Ctrl+C in mid-run says what it stops, tells the windows, and ends with 0', async () => {
  const started = new Started('--port=0 --prediction-port=0');
  const window = await TestWindow.open(await started.link());
  const scenario = { ...DEFAULT_SCENARIO, fetch: { law: 'fixed', ms: 30_000 } } as const;
  window.send({ type: 'call', id: 1, method: 'run.fire', argument: { scenario } });
  await window.heard((frame) => frame.type === 'result');
  started.io.signal('SIGINT');
  expect(await started.code).toBe(0);
  expect(started.io.err.text).toContain(
    `Run #1 (async-pool) was active and is stopped: 0 of ${scenario.requests} requests had been answered.\n`,
  );
  expect(await window.closed).toBe(CLOSE_CODE.hostLeaves);
  expect([started.io.listening, started.io.exited]).toEqual([0, null]);
});

test('a window ends the host for all windows, which see the same until then', async () => {
  const started = new Started('--port=0 --prediction-port=0');
  const link = await started.link();
  const first = await TestWindow.open(link);
  const second = await TestWindow.open(link);
  const scenario = { ...DEFAULT_SCENARIO, mode: 'sync' } as const;
  first.send({ type: 'call', id: 1, method: 'scenario.set', argument: { scenario } });
  await second.heard((frame) => frame.type === 'event' && frame.value.scenario?.mode === 'sync');
  first.send({ type: 'call', id: 2, method: 'host.quit', argument: { force: false } });
  expect(await Promise.all([first.closed, second.closed])).toEqual([4410, 4410]);
  expect([await started.code, started.io.exited]).toEqual([0, null]);
  expect(first.frames).toContainEqual({ type: 'result', id: 2, value: null });
});
