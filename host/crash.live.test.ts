// Threads that die although nobody asked them to.
import { setTimeout as sleep } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { brokenLaws } from '../core/trace/laws.ts';
import type * as ThreadUrls from './thread-urls.ts';
import { fixed, quick, startLiveHost, type LiveHost } from './live-host.test-support.ts';

vi.mock('./thread-urls.ts', async (importOriginal) => {
  const { threadUrl } = await importOriginal<typeof ThreadUrls>();
  const crashing = new URL('./crashing-server.test-support.mjs', import.meta.url);
  return {
    threadUrl: (name: 'server') => ((name as string) === 'server' ? crashing : threadUrl(name)),
  };
});

const crash = new BroadcastChannel('loopscope-crash-for-a-test');
let live: LiveHost;

beforeAll(async () => {
  live = await startLiveHost();
});

afterAll(async () => {
  crash.close();
  await live.end();
});

function inFlight(): number {
  return live.host.outsideCounts().inFlight;
}

async function predict(): Promise<Response> {
  return fetch(`${live.host.predictionOrigin}/predict_full_async`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"item_id": 1, "feature_value": 2}',
  });
}

/** Waits until the server answers with this status. */
async function answers(status: number): Promise<void> {
  const limit = Date.now() + 10_000;
  while (Date.now() < limit) {
    const answer = await predict().catch(() => null);
    if (answer?.status === status) return;
    await sleep(50);
  }
  throw new Error(`the server does not answer with ${status}`);
}

test('a server that dies in a run fails it, keeps what there is, and is started on the same port', async () => {
  const { predictionOrigin } = live.host;
  const running = live.host.run(quick({ fetch: fixed(3000), logging: 'background' }));
  await vi.waitFor(() => {
    expect(inFlight()).toBe(6);
  }, 10_000);
  crash.postMessage('now');
  const run = await running;
  expect(run.summary.phase).toBe('failed');
  expect(run.summary.reason).toMatch(/prediction server died: .*crashed for a test/);
  expect(run.summary.requests).toBe(6);
  expect(run.summary.failed).toBe(6);
  expect(brokenLaws(run)).toEqual([]);
  const open = run.requests.flatMap(({ spans }) => spans).filter(({ endMs }) => endMs === null);
  expect(open).toEqual([]);
  expect(live.warnings.splice(0).join()).toMatch(/crashed for a test.*started again/);
  const next = await live.host.run(quick({ logging: 'background' }));
  expect(next.summary).toMatchObject({ phase: 'done', byStatus: { '200': 6 } });
  expect(live.host.predictionOrigin).toBe(predictionOrigin);
  expect(live.warnings).toEqual([]);
});

test('a server that dies while it serves requests from outside comes back with its scenario', async () => {
  await live.host.select(quick({ logging: 'background' }));
  expect((await predict()).status).toBe(200);
  crash.postMessage('now');
  await expect.poll(() => live.warnings.length, { timeout: 5000 }).toBe(1);
  await answers(200);
  const run = await live.host.finishOutsideRun();
  expect(run.summary.byStatus['200']).toBeGreaterThanOrEqual(2);
  // One label a generation of the server: none is used twice.
  expect(new Set(run.requests.map(({ id }) => id)).size).toBe(run.requests.length);
  expect(run.summary.log).toMatchObject({ lost: 0, failed: 0 });
  expect(brokenLaws(run)).toEqual([]);
  expect(run.lanes.find(({ id }) => id === 'event-loop')?.generation).toBeGreaterThan(1);
  live.warnings.length = 0;
});
