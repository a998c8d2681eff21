// The web host's one HTTP server on 127.0.0.1: does what the gate decided, and nothing the gate has not seen. Knows of
// pages and of sockets, not of what goes through them.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex as Stream } from 'node:stream';
import type { WebSocket } from 'ws';
import { contentSecurityPolicy, pageHeaders } from '../page-policy.ts';
import { resolvesWithin } from '../within.ts';
import type { Access } from './access.ts';
import { Gate, type HttpVerdict } from './gate.ts';
import type { WebPage } from './page.ts';
import { againPage, noSessionPage, REFUSAL_HEADERS } from './refusal-page.ts';
import { WindowSockets, type HostEnd } from './window-sockets.ts';

export interface WebServerOptions {
  /** 0 = any free one. */
  readonly port: number;
  readonly access: Access;
  readonly page: WebPage;
  /** How often a window must show that it is there. */
  readonly pingMs?: number;
}

/** How long connections may take to go after they were told to. */
const CLOSE_LIMIT_MS = 500;

const STATUS_WORDS = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const;

export class WebServer {
  readonly port: number;
  private readonly server: Server;
  private readonly page: WebPage;
  private readonly gate: Gate;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly sockets: WindowSockets;
  private closing: Promise<void> | null = null;

  /** @throws Error (EADDRINUSE, EACCES) when the port cannot be had; the page is not closed then */
  static async listen(options: WebServerOptions): Promise<WebServer> {
    const server = createServer();
    server.listen(options.port, '127.0.0.1');
    await once(server, 'listening');
    return new WebServer(server, options);
  }

  private constructor(server: Server, { access, page, pingMs }: WebServerOptions) {
    this.server = server;
    this.page = page;
    this.port = (server.address() as AddressInfo).port;
    this.gate = new Gate(this.port, access);
    this.sockets = new WindowSockets(pingMs);
    const connect = this.gate.origins.map((origin) => origin.replace(/^http/, 'ws'));
    this.headers = pageHeaders(
      contentSecurityPolicy({ ...page.policy, connect: [...connect, ...page.policy.connect] }),
    );
    server.on('request', (request, response) => this.answer(request, response));
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  get origin(): string {
    return this.gate.origins[0];
  }

  /** From now on windows are taken; until then they are told to come again. */
  takeWindows(attach: (socket: WebSocket) => void): void {
    this.sockets.take(attach);
  }

  /** Tells every window how the host ends, and frees the port; the second time, waits for the first. */
  close(how: HostEnd = 'leaves'): Promise<void> {
    this.closing ??= this.end(how);
    return this.closing;
  }

  private async end(how: HostEnd): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    await this.sockets.close(how);
    await this.page.close();
    this.server.closeAllConnections();
    // The port is free already; a socket that was taken over by others is theirs.
    await resolvesWithin(closed, CLOSE_LIMIT_MS);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    const verdict = this.gate.judge({ method, url, headers });
    // Only what is served may be kept by a browser; built-page says what.
    response.setHeader('Cache-Control', 'no-store');
    if (verdict.phase === 'serve') {
      for (const [name, value] of Object.entries(this.headers)) response.setHeader(name, value);
      if (verdict.setCookie !== null) response.setHeader('Set-Cookie', verdict.setCookie);
      this.page.handle(request, response);
    } else {
      // Nobody reads a body that was refused.
      request.resume();
      answerWithoutPage(verdict, response);
    }
  }

  private upgrade(request: IncomingMessage, socket: Stream, head: Buffer): void {
    socket.on('error', () => socket.destroy()); // a peer that leaves in the middle of it
    const { method = '', url = '', headers } = request;
    const verdict = this.gate.judgeUpgrade({ method, url, headers });
    switch (verdict.phase) {
      case 'refuse':
        refuseUpgrade(socket, verdict.status);
        return;
      case 'no-session':
        this.sockets.turnAway(request, socket, head);
        return;
      case 'other':
        if (this.page.upgrade === null) refuseUpgrade(socket, 404);
        else this.page.upgrade(request, socket, head);
        return;
      case 'channel':
        if (!this.sockets.accept(request, socket, head, verdict.setCookie)) {
          refuseUpgrade(socket, 503);
        }
    }
  }
}

function refuseUpgrade(socket: Stream, status: keyof typeof STATUS_WORDS): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_WORDS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}

function answerWithoutPage(
  verdict: Exclude<HttpVerdict, { phase: 'serve' }>,
  response: ServerResponse,
): void {
  for (const [name, value] of Object.entries(REFUSAL_HEADERS)) response.setHeader(name, value);
  switch (verdict.phase) {
    case 'redirect':
      if (verdict.setCookie !== null) response.setHeader('Set-Cookie', verdict.setCookie);
      response.writeHead(303, { Location: verdict.location }).end();
      return;
    case 'identity':
      send(response, 200, 'text/plain', verdict.answer);
      return;
    case 'again':
      send(response, 200, 'text/html', againPage());
      return;
    case 'no-session':
      send(response, 401, 'text/html', noSessionPage(verdict.reason));
      return;
    case 'refuse':
      if (verdict.status === 405) response.setHeader('Allow', 'GET, HEAD');
      send(response, verdict.status, 'text/plain', `${verdict.text}\n`);
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(text);
}
