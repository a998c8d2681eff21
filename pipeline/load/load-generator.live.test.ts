// The generator with its real pacer thread and real sockets, against a small HTTP server.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PROBE_INTERVAL_MS } from '../../core/contract/limits.ts';
import { HEADERS, UNRECORDED } from '../../core/contract/http-headers.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { GeneratorProgress } from '../../core/contract/thread-messages.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import { nowNs } from '../clock.ts';
import { LoadGenerator } from './load-generator.ts';
import { FIRST_REQUEST_ID, planOf, Recording } from './load.test-support.ts';
import { ThreadPacer } from './pacer.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const answer: Handler = (_request, response) => response.end('{"ok":true}');
const burst = { kind: 'burst' } as const;

let pacer: ThreadPacer;
let server: Server;
let onPredict: Handler;
let onHealth: Handler;
let connections: number;
let origin: string;

beforeAll(() => {
  pacer = new ThreadPacer(new URL('../../workers/pacer.js', import.meta.url));
});

afterAll(() => pacer.close());

beforeEach(async () => {
  onPredict = answer;
  onHealth = answer;
  connections = 0;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      (request.url === '/healthz' ? onHealth : onPredict)(request, response, body);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function generator() {
  const recording = new Recording();
  const progress: GeneratorProgress[] = [];
  const load = new LoadGenerator({
    ring: recording.ring,
    pacer,
    onProgress: (event) => progress.push(event),
  });
  return { recording, progress, load };
}

async function fired(scenario: Partial<Scenario>) {
  const { recording, progress, load } = generator();
  const { connections: opened } = await load.prepare(planOf(scenario, origin));
  const report = await load.fire({ startNs: nowNs() + 5e6 });
  return { report, opened, recording, progress, load };
}

test('a burst: every request once, over the connections that were warmed, none before its time', async () => {
  const seen: string[] = [];
  const health: unknown[] = [];
  onPredict = (request, response, body) => {
    seen.push(`${String(request.headers[HEADERS.measured])} ${body}`);
    response.end('{}');
  };
  onHealth = (request, response) => {
    health.push(request.headers[HEADERS.measured]);
    response.end('{}');
  };
  const { report, opened, recording } = await fired({ requests: 300, arrival: burst });
  expect(report).toMatchObject({ sent: 300, finished: 300, probesSkipped: 0 });
  expect(opened).toBe(300);
  expect(connections).toBe(301);
  expect(new Set(seen).size).toBe(300);
  expect(seen.join()).toContain(`run-1:${FIRST_REQUEST_ID + 299} {"item_id":299,"feature_value":`);
  expect(new Set(health)).toEqual(new Set([UNRECORDED]));
  const { requests } = recording;
  expect(requests.map(({ outcome }) => outcome)).toEqual(Array(300).fill(200));
  for (const { intendedNs, sentNs, endNs } of requests) {
    expect(sentNs).toBeGreaterThanOrEqual(intendedNs);
    expect(endNs).toBeGreaterThan(sentNs);
  }
});

test('a closed loop of 200 users over 10,000 requests loses nothing', async () => {
  let out = 0;
  let greatest = 0;
  onPredict = (_request, response) => {
    greatest = Math.max(greatest, ++out);
    setImmediate(() => {
      out--;
      response.end('{}');
    });
  };
  const arrival = { kind: 'closed', users: 200, thinkMs: 0 } as const;
  const { report, recording, progress } = await fired({ requests: 10_000, arrival });
  expect(report).toMatchObject({ sent: 10_000, finished: 10_000 });
  expect(greatest).toBeLessThanOrEqual(200);
  expect(connections).toBe(201);
  const { requests } = recording;
  expect(new Set(requests.map(({ request }) => request)).size).toBe(10_000);
  const ends = new Set(requests.map(({ endNs }) => endNs));
  for (const { intendedNs } of requests.slice(200)) expect(ends.has(intendedNs)).toBe(true);
  expect(progress.at(-1)).toEqual({ sent: 10_000, finished: 10_000, failed: 0 });
});

test('an error status is an outcome, a broken connection another', async () => {
  onPredict = (request, response, body) => {
    if (body.includes('"item_id":1,')) request.socket.destroy();
    else response.writeHead(503).end('busy');
  };
  const { report, recording, progress } = await fired({ requests: 2, arrival: burst });
  expect(report.finished).toBe(2);
  const byIndex = recording.requests.sort((a, b) => a.index - b.index);
  expect(byIndex.map(({ outcome }) => outcome)).toEqual([503, Outcome.ConnectionFailed]);
  expect(progress.at(-1)!.failed).toBe(2);
});

test("at the client's time-out the server sees the connection close", async () => {
  const closed = Promise.withResolvers<undefined>();
  onPredict = (_request, response) => response.on('close', () => closed.resolve(undefined));
  const scenario = { requests: 1, arrival: burst, clientTimeoutMs: 60 };
  const { recording } = await fired(scenario);
  await closed.promise;
  const [only] = recording.requests;
  expect(only!.outcome).toBe(Outcome.TimedOut);
  expect(only!.endNs - only!.sentNs).toBeGreaterThanOrEqual(60e6);
});

test('after time-outs a closed loop goes on with new connections', async () => {
  let calls = 0;
  onPredict = (_request, response) => {
    if (++calls % 2 === 0) response.end('{}');
  };
  const arrival = { kind: 'closed', users: 1, thinkMs: 0 } as const;
  const { recording } = await fired({ requests: 4, arrival, clientTimeoutMs: 30 });
  const { TimedOut } = Outcome;
  expect(recording.requests.map(({ outcome }) => outcome)).toEqual([TimedOut, 200, TimedOut, 200]);
});

test('stop in mid-run: over within 200 ms, what was out ends as stopped, no more is sent', async () => {
  let predicts = 0;
  onPredict = () => predicts++;
  const { recording, load } = generator();
  const arrival = { kind: 'constant', ratePerS: 200 } as const;
  await load.prepare(planOf({ requests: 1_000, arrival }, origin));
  const report = load.fire({ startNs: nowNs() });
  await sleep(150);
  const stoppedNs = nowNs();
  load.stop();
  const { sent, finished } = await report;
  expect(nowNs() - stoppedNs).toBeLessThan(200e6);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(1_000);
  expect(finished).toBe(sent);
  expect(recording.requests).toHaveLength(sent);
  expect(new Set(recording.requests.map(({ outcome }) => outcome))).toEqual(
    new Set([Outcome.Stopped]),
  );
  await sleep(50);
  expect(predicts).toBeLessThanOrEqual(sent);
});

test('stop before the first send, before fire, and while preparing', async () => {
  const { recording, load } = generator();
  await load.prepare(planOf({}, origin));
  const far = load.fire({ startNs: nowNs() + 60e9 });
  await sleep(20);
  load.stop();
  expect(await far).toEqual({ sent: 0, finished: 0, probes: 0, probesSkipped: 0 });

  await load.prepare(planOf({}, origin));
  load.stop();
  expect((await load.fire({ startNs: nowNs() })).sent).toBe(0);

  onHealth = () => undefined;
  const preparing = load.prepare(planOf({}, origin));
  await sleep(20);
  load.stop();
  await expect(preparing).rejects.toThrow('stopped while the connections were being opened');
  expect(recording.requests).toEqual([]);
});

test('out of order: fire without prepare, prepare while firing', async () => {
  const { load } = generator();
  await expect(load.fire({ startNs: nowNs() })).rejects.toThrow('nothing is prepared');
  await load.prepare(planOf({ requests: 1 }, origin));
  const firing = load.fire({ startNs: nowNs() + 50e6 });
  await expect(load.prepare(planOf({}, origin))).rejects.toThrow('the load generator is firing');
  await firing;
});

test('the server dies in mid-run: connection-failed, and the run ends', async () => {
  const arrival = { kind: 'closed', users: 20, thinkMs: 0 } as const;
  let calls = 0;
  onPredict = (_request, response) => {
    response.end('{}');
    if (++calls !== 100) return;
    server.close();
    server.closeAllConnections();
  };
  const { report, recording } = await fired({ requests: 500, arrival });
  expect(report.finished).toBe(500);
  const outcomes = new Set(recording.requests.map(({ outcome }) => outcome));
  expect(outcomes).toEqual(new Set([200, Outcome.ConnectionFailed]));
});

test('nobody listens: prepare says so, and can be tried again', async () => {
  const { load } = generator();
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(0, '127.0.0.1', resolve));
  const { port } = dead.address() as AddressInfo;
  await new Promise((resolve) => dead.close(resolve));
  const preparing = load.prepare(planOf({}, `http://127.0.0.1:${port}`));
  await expect(preparing).rejects.toThrow(
    `cannot open connections to http://127.0.0.1:${port}: connect ECONNREFUSED`,
  );
  onHealth = (_request, response) => response.writeHead(404).end();
  await expect(load.prepare(planOf({}, origin))).rejects.toThrow('GET /healthz answered 404');
  onHealth = answer;
  await load.prepare(planOf({ requests: 3 }, origin));
  expect((await load.fire({ startNs: nowNs() })).finished).toBe(3);
});

test('probes go on while answers hang, and end with the run', async () => {
  const release: (() => void)[] = [];
  onPredict = (_request, response) => {
    setTimeout(() => response.end('{}'), 3.5 * PROBE_INTERVAL_MS);
  };
  const { recording, load } = generator();
  await load.prepare(planOf({ requests: 1, arrival: burst }, origin));
  onHealth = (_request, response) => release.push(() => response.end('{}'));
  const report = await load.fire({ startNs: nowNs() });
  expect(report.probes).toBeGreaterThanOrEqual(4);
  expect(release).toHaveLength(report.probes);
  expect(recording.probes.map(({ outcome }) => outcome)).toEqual(
    Array(report.probes).fill(Outcome.Stopped),
  );
});

test('one generator fires run after run', async () => {
  const { recording, load } = generator();
  for (let run = 0; run < 3; run++) {
    await load.prepare(planOf({ requests: 20 }, origin));
    expect((await load.fire({ startNs: nowNs() })).finished).toBe(20);
  }
  expect(recording.requests).toHaveLength(60);
});

test('what came back is kept: status, Server-Timing, body; until the next run is prepared', async () => {
  onPredict = (_request, response, body) => {
    const { item_id: item } = JSON.parse(body) as { item_id: number };
    if (item === 1) response.socket?.destroy();
    else if (item === 2) response.writeHead(503, { 'Server-Timing': 'total;dur=2' }).end('no');
    else response.end(`{"item":${item}}`);
  };
  const { load } = await fired({ requests: 4, arrival: burst });
  const all = load.answers('run-1', null)!;
  expect([...all.status]).toEqual([200, 0, 503, 200]);
  const piece = (n: number): string =>
    Buffer.from(all.bytes.subarray(all.offsets[n], all.offsets[n + 1])).toString();
  expect([1, 4, 5, 7].map(piece)).toEqual(['{"item":0}', 'total;dur=2', 'no', '{"item":3}']);
  expect(load.answers('run-2', null)).toBeNull();
  await load.prepare(planOf({ requests: 1 }, origin));
  expect(load.answers('run-1', null)).toBeNull();
  load.stop();
});
