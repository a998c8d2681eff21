// From start to end of a playground: what is remembered, what is bounded, and that ending it never hangs.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import { DEFAULT_SETTINGS } from '../../core/contract/settings.ts';
import { fixed, quick } from '../live-host.test-support.ts';
import { startLivePlayground, type LivePlayground } from './live-playground.test-support.ts';

/** The product's limit for ending a host in mid-run, and a second more on a busy machine. */
const END_LIMIT_MS = 5000;

let live: LivePlayground | null = null;

afterEach(async () => {
  await live?.end();
  live = null;
});

test('settings and scenario are there again after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'loopscope-remember-'));
  const first = await startLivePlayground({}, dataDir);
  const scenario = quick({ mode: 'sync', seed: 99 });
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark' } as const;
  await first.playground.handlers['settings.set'](settings);
  await first.playground.handlers['scenario.set']({ scenario });
  // Closed at once: what is to be remembered is written all the same.
  await first.playground.close();
  await first.host.close();
  live = await startLivePlayground({}, dataDir);
  expect(live.playground.state()).toMatchObject({ scenario, settings, notices: [] });
  await live.idle();
  expect(live.host.inForce).toEqual(scenario);
});

test('files that cannot be read: defaults, notices, and the files are kept beside', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'loopscope-broken-'));
  writeFileSync(join(dataDir, 'settings.json'), '{"schemaVersion": 1, "theme"');
  writeFileSync(join(dataDir, 'scenario.json'), '{"mode": "turbo"}');
  const said: string[] = [];
  live = await startLivePlayground({ warn: (line) => said.push(line) }, dataDir);
  const { scenario, settings, notices } = live.playground.state();
  expect(scenario).toEqual(DEFAULT_SCENARIO);
  expect(settings).toEqual(DEFAULT_SETTINGS);
  expect(notices.map(({ text }) => text)).toEqual(said);
  expect(said.join()).toMatch(/scenario\.json.*settings\.json|settings\.json.*scenario\.json/);
  expect(readFileSync(join(dataDir, 'settings.bad.json'), 'utf8')).toContain('"theme"');
  expect(readFileSync(join(dataDir, 'scenario.bad.json'), 'utf8')).toContain('turbo');
});

test('ended from a window in mid-run: asked for first, then within the limit', async () => {
  const asked = Promise.withResolvers<null>();
  live = await startLivePlayground({ quit: () => asked.resolve(null) });
  const { handlers } = live.playground;
  const scenario = quick({ mode: 'sync', inference: fixed(10_000) });
  await handlers['run.fire']({ scenario });
  await live.until(({ loop }) => loop.phase === 'blocked');
  await expect(handlers['host.quit']({ force: false })).rejects.toMatchObject({ code: 'busy' });
  const before = performance.now();
  await handlers['host.quit']({ force: true });
  await asked.promise;
  expect(live.playground.state().runs.at(-1)?.summary.phase).toBe('stopped');
  await expect(handlers['run.fire']({ scenario })).rejects.toMatchObject({ code: 'unavailable' });
  await live.end();
  live = null;
  expect(performance.now() - before).toBeLessThan(END_LIMIT_MS);
});

test('closed in mid-run without a word: within the limit', async () => {
  const ending = await startLivePlayground();
  const scenario = quick({ mode: 'async-pool', inference: fixed(10_000), requests: 40 });
  await ending.playground.handlers['run.fire']({ scenario });
  await ending.until(({ activity }) => activity.phase === 'running' && activity.sent > 0);
  const before = performance.now();
  await ending.end();
  expect(performance.now() - before).toBeLessThan(END_LIMIT_MS);
});

test('10,000 requests: kept with every answer; the oldest run makes room', async () => {
  live = await startLivePlayground({ limits: { bytes: 12_000_000, runs: 100, deleted: 5 } });
  const { handlers } = live.playground;
  await handlers['run.fire']({ scenario: quick() });
  const [small] = (await live.idle()).runs;
  const scenario = quick({
    requests: 10_000,
    arrival: { kind: 'closed', users: 50, thinkMs: 0 },
    fetch: fixed(0),
    inference: fixed(0),
  });
  const sizes: number[] = [];
  for (let n = 0; n < 2; n++) {
    await handlers['run.fire']({ scenario });
    const entry = (await live.idle()).runs.at(-1)!;
    sizes.push(entry.bytes);
    expect(entry).toMatchObject({ requests: 10_000, summary: { byStatus: { '200': 10_000 } } });
    const requestId = entry.firstRequestId + 9999;
    const { number } = entry;
    const { response } = await handlers['request.story']({ number, requestId });
    expect(response).toMatchObject({
      status: 200,
      body: expect.stringContaining('"item_id":9999'),
      serverTiming: expect.stringContaining('total;dur='),
    });
  }
  const { runs, keptMemory } = live.playground.state();
  expect(runs.map(({ number }) => number)).not.toContain(small?.number);
  expect(keptMemory.evicted).toBe(3 - runs.length);
  expect(keptMemory.bytes).toBe(runs.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(sizes.every((bytes) => bytes > 1_000_000)).toBe(true);
});
