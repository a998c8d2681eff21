// A server that dies although nobody asked it to, as windows see it.
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fixed, quick } from '../live-host.test-support.ts';
import type * as ThreadUrls from '../thread-urls.ts';
import {
  predict,
  startLivePlayground,
  type LivePlayground,
} from './live-playground.test-support.ts';

vi.mock('../thread-urls.ts', async (importOriginal) => {
  const { threadUrl } = await importOriginal<typeof ThreadUrls>();
  const crashing = new URL('../crashing-server.test-support.mjs', import.meta.url);
  return {
    threadUrl: (name: 'server') => ((name as string) === 'server' ? crashing : threadUrl(name)),
  };
});

const crash = new BroadcastChannel('loopscope-crash-for-a-test');
let live: LivePlayground;

beforeAll(async () => {
  live = await startLivePlayground();
});

afterAll(async () => {
  crash.close();
  await live.end();
});

const commands = () => live.playground.handlers;

test('while nothing is active: it is said, and the server comes back set up', async () => {
  const scenario = quick({ mode: 'sync-pool', pool: { threads: 3, maxQueue: 9 } });
  await commands()['scenario.set']({ scenario });
  await live.idle();
  expect((await predict(live)).status).toBe(200);
  crash.postMessage('now');
  const down = await live.until(({ loop }) => loop.phase === 'down');
  expect(down.loop).toMatchObject({ reason: expect.stringMatching(/crashed for a test/) });
  await live.until(({ loop, inForce }) => loop.phase === 'free' && inForce.phase === 'applied');
  expect(live.host.inForce).toEqual(scenario);
  const { notices } = live.playground.state();
  expect(notices.at(-1)).toMatchObject({
    level: 'warning',
    text: expect.stringMatching(/crashed for a test.*started again/),
  });
  expect((await predict(live)).status).toBe(200);
  // Nothing of what came before the crash is lost.
  await live.until(({ outside }) => outside.requests === 2 && outside.inFlight === 0);
  await commands()['outside.keep'](null);
  const entry = live.playground.state().runs.at(-1);
  expect(entry).toMatchObject({ requests: 2, modes: ['sync-pool'] });
  await commands()['notice.dismiss']({ id: notices.at(-1)?.id ?? 0 });
  expect(live.playground.state().notices).toHaveLength(notices.length - 1);
});

test('in a batch: that run has failed and is kept, the others are fired', async () => {
  const scenario = quick({ fetch: fixed(400) });
  await commands()['run.fireAll']({ scenario });
  await live.until(
    ({ activity }) =>
      activity.phase === 'running' && activity.batch?.index === 1 && activity.sent === 6,
  );
  crash.postMessage('now');
  const { runs } = await live.idle();
  const phases = runs.slice(-4).map(({ summary }) => summary.phase);
  expect(phases).toEqual(['done', 'failed', 'done', 'done']);
});
