// The feature service: a small real HTTP service on a thread of its own, from which the pipeline fetches. It takes as
// long as the scenario's law says and stamps when each answer was ready, so that waiting for a busy loop afterwards
// is measured and not guessed.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HEADERS } from '../../core/contract/http-headers.ts';
import type { DurationLaw } from '../../core/contract/scenario.ts';
import { RecordKind } from '../../core/trace/record.ts';
import { NO_SPAN, type RingWriter } from '../../core/trace/ring.ts';
import { drawDurationMs } from '../../core/twin/duration-law.ts';
import { Stream } from '../../core/twin/random.ts';
import { nowNs } from '../clock.ts';

const LISTEN_BACKLOG = 4096;
const ROUTE = /^\/(items|users)\/(-?\d{1,16})$/;

export class FeatureService {
  private readonly server: Server;
  private readonly ring: RingWriter;
  private law: DurationLaw = { law: 'fixed', ms: 0 };
  private seed = 0;

  constructor(ring: RingWriter) {
    this.ring = ring;
    this.server = createServer((request, response) => {
      this.serve(request, response);
    });
    this.server.keepAliveTimeout = 0;
  }

  /** Listens on a free loopback port; answers with its origin. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port: 0, host: '127.0.0.1', backlog: LISTEN_BACKLOG }, resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  configure(law: DurationLaw, seed: number): void {
    this.law = law;
    this.seed = seed;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    if (path === '/healthz') {
      send(response, 200, { status: 'ok' });
      return;
    }
    const route = ROUTE.exec(path);
    if (route === null) {
      send(response, 404, { detail: 'Not Found' });
      return;
    }
    const id = Number(route[2]);
    const body =
      route[1] === 'items'
        ? { item_id: id, metadata: `item-${id}` }
        : { user_id: id, db_feature: id * 10 };
    this.answerAfterDelay(request, response, body);
  }

  private answerAfterDelay(request: IncomingMessage, response: ServerResponse, body: object): void {
    const [requestId = 0, index = 0] = String(request.headers[HEADERS.feature] ?? '')
      .split(':')
      .map(Number);
    const startNs = nowNs();
    const span =
      requestId > 0 ? this.ring.begin(RecordKind.FeatureService, requestId, startNs) : NO_SPAN;
    const dueNs = startNs + drawDurationMs(this.law, this.seed, Stream.Fetch, index) * 1e6;
    whenDue(dueNs, () => {
      const readyNs = nowNs();
      this.ring.end(span, RecordKind.FeatureService, requestId, readyNs);
      response.setHeader(HEADERS.readyNs, String(readyNs));
      send(response, 200, body);
    });
  }
}

/** Calls back at `dueNs`, never before: timers fire up to 0.9 ms early, so what is early waits once more. */
function whenDue(dueNs: number, callback: () => void): void {
  const leftMs = (dueNs - nowNs()) / 1e6;
  if (leftMs <= 0) callback();
  else
    setTimeout(() => {
      whenDue(dueNs, callback);
    }, Math.ceil(leftMs));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
