// Requests from outside that go on over the end of a run: the run ends with its own work, they are not disturbed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scenario } from '../core/contract/scenario.ts';
import { fixed, quick, startLiveHost, type LiveHost } from './live-host.test-support.ts';

let live: LiveHost;

beforeAll(async () => {
  live = await startLiveHost();
});

afterAll(() => live.end());

/** Clients that ask again as soon as they are answered, until told to stop; answers with every status they got. */
function traffic(clients: number): { readonly end: () => Promise<number[]> } {
  const statuses: number[] = [];
  let going = true;
  const client = async (): Promise<void> => {
    while (going) {
      const answer = await fetch(`${live.host.predictionOrigin}/predict_full_async`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"item_id": 1, "feature_value": 2}',
      });
      await answer.text();
      statuses.push(answer.status);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  const end = async (): Promise<number[]> => {
    going = false;
    await all;
    return statuses;
  };
  return { end };
}

/** Fires and notes how long it drained, compared with the run's own length. */
async function fired(scenario: Scenario) {
  let drainedFrom = 0;
  const run = await live.host.run(scenario, ({ phase }) => {
    if (phase === 'draining' && drainedFrom === 0) drainedFrom = performance.now();
  });
  return { run, drainedMs: drainedFrom === 0 ? 0 : performance.now() - drainedFrom };
}

test('a run ends with its own work, and its numbers are its own', async () => {
  const scenario = quick({
    mode: 'async-pool',
    requests: 20,
    fetch: fixed(50),
    inference: fixed(10),
    logging: 'background',
    pool: { threads: 8, maxQueue: 100 },
  });
  await live.host.select(scenario);
  const outside = traffic(10);
  await expect.poll(() => live.host.outsideCounts().requests).toBeGreaterThan(20);
  const { run, drainedMs } = await fired(scenario);
  const seenAtEnd = live.host.outsideCounts().requests;
  await expect.poll(() => live.host.outsideCounts().requests).toBeGreaterThan(seenAtEnd + 20);
  const statuses = await outside.end();
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(run.summary).toMatchObject({ phase: 'done', requests: 20, failed: 0 });
  expect(run.summary.byStatus).toEqual({ '200': 20 });
  expect(run.summary.outside).toBeGreaterThan(0);
  // It was not held up until a limit of seconds.
  expect(drainedMs).toBeLessThan(Math.max(2000, run.summary.makespanMs * 4));
  expect(live.warnings).toEqual([]);
});

test('Stop gives up what the run has, and leaves what came from outside', async () => {
  const scenario = quick({
    mode: 'async-pool',
    requests: 12,
    fetch: fixed(400),
    inference: fixed(20),
    pool: { threads: 4, maxQueue: 100 },
  });
  await live.host.select(scenario);
  const outside = traffic(4);
  await expect.poll(() => live.host.outsideCounts().inFlight).toBe(4);
  const sent = Promise.withResolvers<null>();
  const running = live.host.run(scenario, ({ phase, sent: n }) => {
    if (phase === 'firing' && n === 12) sent.resolve(null);
  });
  await sent.promise;
  await live.host.stop('enough');
  const run = await running;
  expect(run.summary).toMatchObject({ phase: 'stopped', requests: 12, byStatus: { stopped: 12 } });
  expect(new Set(await outside.end())).toEqual(new Set([200]));
  expect(live.warnings).toEqual([]);
});
