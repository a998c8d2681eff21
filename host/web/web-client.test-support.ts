// A client for tests of the web host: a web server on a small page of its own, raw HTTP where `fetch` would set headers
// by itself, and WebSockets as a browser opens them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { CHANNEL_PATH } from '../../core/contract/channel-address.ts';
import { Access } from './access.ts';
import { accessKey } from './access-key.ts';
import { builtPage } from './built-page.ts';
import { pageLink } from './gate.ts';
import { WebServer } from './web-server.ts';

export const HOUR_MS = 3_600_000;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What became of a WebSocket: open, refused with a status, or closed with a code. */
export type Opened =
  | { readonly phase: 'open'; readonly socket: WebSocket; readonly setCookie: string }
  | { readonly phase: 'refused'; readonly status: number };

export class TestWeb {
  /** Wall clock of the host, moved by tests. */
  nowMs = Date.UTC(2026, 10, 1);
  readonly dir = mkdtempSync(path.join(tmpdir(), 'loopscope-web-'));
  readonly attached: WebSocket[] = [];
  server!: WebServer;
  private readonly opened: WebSocket[] = [];

  constructor() {
    const page = path.join(this.dir, 'renderer');
    mkdirSync(path.join(page, 'assets'), { recursive: true });
    writeFileSync(path.join(page, 'index.html'), '<!doctype html><title>the page</title>');
    writeFileSync(path.join(page, 'assets', 'index-abc123.js'), 'export {};');
    writeFileSync(path.join(page, 'notes.txt'), 'not to be served');
    writeFileSync(path.join(this.dir, 'outside.txt'), 'outside');
  }

  /** Starts the server, or starts it anew on the same port with the same data folder. */
  async start(port = 0, pingMs = 60_000): Promise<this> {
    this.server = await WebServer.listen({
      port,
      access: this.access(),
      page: await builtPage(path.join(this.dir, 'renderer')),
      pingMs,
    });
    this.server.takeWindows((socket) => {
      this.attached.push(socket);
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    return this;
  }

  access(): Access {
    return new Access(accessKey(path.join(this.dir, 'data'), process.platform), () => this.nowMs);
  }

  /** Moves the clock. */
  pass(ms: number): void {
    this.nowMs += ms;
  }

  get(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    const { port } = this.server;
    return new Promise((resolve, reject) => {
      const asked = request({
        port,
        host: '127.0.0.1',
        path: target,
        method,
        headers,
        agent: false,
      });
      asked.on('error', reject);
      asked.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      asked.end();
    });
  }

  /** Path and query of a printed link. */
  link(): string {
    const { pathname, search } = new URL(pageLink(this.server.port, this.access(), 'link'));
    return pathname + search;
  }

  /** Opens the page by a link; answers with the cookie as a browser would send it. */
  async signIn(): Promise<string> {
    return cookieOf(await this.get(this.link()));
  }

  /** @param headers `Host` too; `Origin` is ours unless it is given; '' = none */
  open(headers: Record<string, string> = {}, target = CHANNEL_PATH): Promise<Opened> {
    const { Origin: origin = this.server.origin, ...others } = headers;
    const socket = new WebSocket(`ws://127.0.0.1:${this.server.port}${target}`, {
      headers: { ...others, ...(origin === '' ? {} : { Origin: origin }) },
      perMessageDeflate: false,
    });
    this.opened.push(socket);
    return new Promise((resolve) => {
      let setCookie = '';
      socket.on('error', () => undefined);
      socket.on('upgrade', ({ headers: given }) => (setCookie = given['set-cookie']?.[0] ?? ''));
      socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
        resolve({ phase: 'refused', status: statusCode });
      });
      socket.on('open', () => {
        resolve({ phase: 'open', socket, setCookie });
      });
    });
  }

  /** The code with which a WebSocket with these headers is closed by the server. */
  async closeCode(headers: Record<string, string>): Promise<number> {
    const opened = await this.open(headers);
    if (opened.phase === 'refused') throw new Error(`refused with ${opened.status}`);
    return closed(opened.socket);
  }

  async end(): Promise<void> {
    for (const socket of this.opened) socket.terminate();
    await this.server.close();
    rmSync(this.dir, { recursive: true });
  }
}

export function closed(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => void socket.once('close', (code) => resolve(code)));
}

export function message(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer) => {
      resolve(data.toString('utf8'));
    });
  });
}

/** The `name=value` of the cookie that an answer sets. @throws Error when it sets none */
export function cookieOf({ headers }: Answer): string {
  const pair = headers['set-cookie']?.[0]?.split(';')[0];
  if (pair === undefined) throw new Error('no cookie was set');
  return pair;
}
