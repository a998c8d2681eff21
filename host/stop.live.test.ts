// Stop, in every phase of a run. The one wall-clock limit here is the product's: within a second, or half a second
// more on a busy machine.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunDocument } from '../core/contract/run-document.ts';
import { MODES, type Scenario } from '../core/contract/scenario.ts';
import { brokenLaws } from '../core/trace/laws.ts';
import { fixed, quick, startLiveHost, type LiveHost } from './live-host.test-support.ts';

const STOP_LIMIT_MS = 1500;

let live: LiveHost;

beforeAll(async () => {
  live = await startLiveHost();
});

afterAll(() => live.end());

interface Stopped {
  readonly run: RunDocument;
  /** From the call of stop until the run was there. */
  readonly tookMs: number;
}

/** Stops a run `afterMs` from its first sent request, or at once. */
async function stopped(scenario: Scenario, afterMs: number | null): Promise<Stopped> {
  const firing = Promise.withResolvers<null>();
  const running = live.host.run(scenario, ({ phase, sent }) => {
    if (phase === 'firing' && sent > 0) firing.resolve(null);
  });
  if (afterMs !== null) {
    await firing.promise;
    await sleep(afterMs);
  }
  const before = performance.now();
  await live.host.stop('enough');
  const run = await running;
  return { run, tookMs: performance.now() - before };
}

function openSpans(run: RunDocument): string[] {
  return [...run.requests, ...run.lanes]
    .flatMap(({ spans }) => spans)
    .filter(({ endMs, kind }) => endMs === null && kind !== 'feature-service')
    .map(({ kind, lane }) => `${kind} on ${lane}`);
}

async function nextRunWorks(): Promise<void> {
  const before = performance.now();
  for (const mode of MODES) {
    const run = await live.host.run(quick({ mode, requests: 3, logging: 'background' }));
    expect(run.summary).toMatchObject({ phase: 'done', byStatus: { '200': 3 } });
    expect(run.summary.log).toMatchObject({ accepted: 3, committed: 3, lost: 0 });
    expect(brokenLaws(run)).toEqual([]);
  }
  // None waited for what the stopped run had begun (10 s and more).
  expect(performance.now() - before).toBeLessThan(8000);
}

describe('a loop that is blocked for 10 s', () => {
  test.each<[string, Partial<Scenario>]>([
    ['by inference in mode sync', { mode: 'sync', inference: fixed(10_000) }],
    ['by a fetch in mode sync', { mode: 'sync', fetch: fixed(10_000) }],
    ['by inference in mode async-io', { mode: 'async-io', inference: fixed(10_000) }],
  ])('%s: the run ends within the limit and is kept, the next one works', async (_name, change) => {
    const { predictionOrigin } = live.host;
    const { run, tookMs } = await stopped(quick(change), 100);
    expect(tookMs).toBeLessThan(STOP_LIMIT_MS);
    expect(run.summary).toMatchObject({
      phase: 'stopped',
      reason: 'enough',
      requests: 6,
      byStatus: { stopped: 6 },
    });
    expect(brokenLaws(run)).toEqual([]);
    expect(openSpans(run)).toEqual([]);
    const blocks = run.lanes.find(({ id }) => id === 'event-loop')?.spans ?? [];
    const last = blocks.filter(({ attributes }) => attributes['cause'] !== 'runtime').at(-1);
    expect(last?.attributes).toMatchObject({ failed: true });
    expect(live.warnings.splice(0).join()).toMatch(/did not answer within 0\.5 s.*started again/);
    await nextRunWorks();
    expect(live.host.predictionOrigin).toBe(predictionOrigin);
    expect((await fetch(`${predictionOrigin}/healthz`)).status).toBe(200);
    expect(live.warnings).toEqual([]);
  });

  test('rows that were handed over before are committed, and every other one is accounted for', async () => {
    // The first requests are answered and logged, a later one blocks.
    const law = { law: 'lognormal', medianMs: 8, sigma: 3 } as const;
    const change = { mode: 'sync', logging: 'background', requests: 200, inference: law } as const;
    const { run } = await stopped(quick({ ...change, fetch: fixed(1), seed: 3 }), 600);
    const { log, byStatus } = run.summary;
    expect(run.summary.phase).toBe('stopped');
    expect(log.accepted).toBeGreaterThan(0);
    expect(log.accepted).toBeGreaterThanOrEqual(byStatus['200'] ?? 0);
    expect(log.committed + log.failed).toBe(log.handedOver);
    expect(log.handedOver + log.lost).toBe(log.accepted);
    if (log.lost > 0) expect(live.warnings.join()).toMatch(`${log.lost} log rows were lost`);
    expect(brokenLaws(run)).toEqual([]);
    live.warnings.length = 0;
  });
});

describe('a loop that is free', () => {
  test.each<[string, Partial<Scenario>]>([
    ['awaited fetches', { mode: 'async-io', fetch: fixed(10_000) }],
    ['pool threads at work', { mode: 'async-pool', inference: fixed(10_000) }],
    ['pool threads that fetch', { mode: 'sync-pool', fetch: fixed(10_000) }],
    ['a long schedule', { mode: 'async-pool', arrival: { kind: 'constant', ratePerS: 0.5 } }],
    ['a closed loop that thinks', { arrival: { kind: 'closed', users: 2, thinkMs: 20_000 } }],
  ])(
    '%s: the run ends within the limit, and the server is not restarted',
    async (_name, change) => {
      const { run, tookMs } = await stopped(quick(change), 100);
      expect(tookMs).toBeLessThan(STOP_LIMIT_MS);
      expect(run.summary).toMatchObject({ phase: 'stopped', reason: 'enough' });
      expect(run.summary.requests + run.summary.notSent).toBe(6);
      expect(brokenLaws(run)).toEqual([]);
      expect(openSpans(run).filter((span) => !span.startsWith('fetch'))).toEqual([]);
      expect(live.warnings).toEqual([]);
      await nextRunWorks();
    },
  );

  test('what a stopped run left awaited does not come back into the next one', async () => {
    await stopped(quick({ mode: 'async-io', fetch: fixed(700), inference: fixed(200) }), 50);
    // Long enough for the fetches of the stopped run to end.
    const slow = quick({
      mode: 'async-pool',
      fetch: fixed(5),
      inference: fixed(1000),
      requests: 1,
    });
    const run = await live.host.run(slow);
    expect(brokenLaws(run)).toEqual([]);
    expect(run.summary.loop.longestBlockMs).toBeLessThan(150);
    expect(run.summary.phase).toBe('done');
  });
});

test('many pool threads at work: the end of the run does not wait for theirs, nor for new ones', async () => {
  const timed = async (threads: number): Promise<number> => {
    const change = { mode: 'async-pool', requests: 80, inference: fixed(10_000) } as const;
    const scenario = quick({ ...change, pool: { threads, maxQueue: 100 } });
    const { run, tookMs } = await stopped(scenario, 200);
    expect(run.summary).toMatchObject({ phase: 'stopped', byStatus: { stopped: 80 } });
    expect(brokenLaws(run)).toEqual([]);
    expect(openSpans(run).filter((span) => !span.startsWith('fetch'))).toEqual([]);
    return tookMs;
  };
  const fewMs = await timed(2);
  expect(await timed(64)).toBeLessThan(Math.max(STOP_LIMIT_MS, 10 * fewMs));
  await nextRunWorks();
  // A machine with few cores may have had to end the server's thread.
  live.warnings.length = 0;
});

describe('before anything was sent', () => {
  test('stop while preparing: nothing was sent, and the next run is its own', async () => {
    for (const threads of [5, 2, 7]) {
      const { run, tookMs } = await stopped(
        quick({ pool: { threads, maxQueue: 50 }, logging: 'background', mode: 'sync' }),
        null,
      );
      expect(tookMs).toBeLessThan(STOP_LIMIT_MS);
      expect(run.summary).toMatchObject({ phase: 'stopped', requests: 0, notSent: 6 });
      expect(run.summary.log).toMatchObject({ accepted: 0, committed: 0, lost: 0 });
    }
    // The preparations of the stopped runs may still be under way: they must not reach into this one.
    const scenario = quick({ mode: 'async-io', requests: 4 });
    const run = await live.host.run(scenario);
    expect(run.summary).toMatchObject({ phase: 'done', requests: 4, byStatus: { '200': 4 } });
    expect(run.requests.map(({ mode }) => mode)).toEqual(Array(4).fill('async-io'));
    expect(brokenLaws(run)).toEqual([]);
    expect(live.warnings).toEqual([]);
  });

  test('stop while the server is being started again does not start it twice', async () => {
    await stopped(quick({ mode: 'sync', inference: fixed(10_000) }), 50);
    live.warnings.length = 0;
    for (let n = 0; n < 3; n++) {
      const { run } = await stopped(quick(), null);
      expect(run.summary.phase).toBe('stopped');
    }
    expect(live.warnings).toEqual([]);
    await nextRunWorks();
    expect(live.warnings).toEqual([]);
  });
});

describe('the manners of stop', () => {
  test('twice is once, and without a run it does nothing', async () => {
    await live.host.stop('nothing to stop');
    const running = live.host.run(quick({ fetch: fixed(5000), mode: 'async-io' }));
    await sleep(300);
    await Promise.all([live.host.stop('first'), live.host.stop('second')]);
    expect((await running).summary).toMatchObject({ phase: 'stopped', reason: 'first' });
    await live.host.stop('over already');
    await nextRunWorks();
  });

  test('a second run is refused while one is active, and does not disturb it', async () => {
    const running = live.host.run(quick({ fetch: fixed(300) }));
    await expect(live.host.run(quick())).rejects.toThrow(/is active; one run at a time/);
    await expect(live.host.select(quick())).rejects.toThrow(/is active/);
    expect((await running).summary).toMatchObject({ phase: 'done', byStatus: { '200': 6 } });
  });

  test('a run that was stopped while it drained does not give up the next one’s requests', async () => {
    // The clients have left; the run waits for what goes on.
    const draining = Promise.withResolvers<null>();
    const scenario = quick({
      mode: 'async-io',
      fetch: fixed(8000),
      clientTimeoutMs: 50,
      requests: 2,
    });
    const running = live.host.run(scenario, ({ phase }) => {
      if (phase === 'draining') draining.resolve(null);
    });
    await draining.promise;
    await live.host.stop('no patience');
    expect((await running).summary).toMatchObject({ phase: 'stopped', byStatus: { timeout: 2 } });
    const run = await live.host.run(quick({ inference: fixed(5200), requests: 2 }));
    expect(run.summary).toMatchObject({ phase: 'done', byStatus: { '200': 2 } });
    expect(live.warnings).toEqual([]);
  });
});
