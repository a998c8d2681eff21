// What windows share, on a real host: firing and its refusals, stop, the flip in mid-run, batches, requests from outside.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeFeedBatch } from '../../core/contract/feed.ts';
import { MODES } from '../../core/contract/scenario.ts';
import { hostStateSchema, type HostState } from '../../core/contract/window-state.ts';
import { fixed, quick } from '../live-host.test-support.ts';
import {
  predict,
  startLivePlayground,
  type LivePlayground,
} from './live-playground.test-support.ts';

/** The product's limit for Stop, and half a second more on a busy machine. */
const STOP_LIMIT_MS = 1500;

let live: LivePlayground;

beforeAll(async () => {
  live = await startLivePlayground();
});

afterAll(() => live.end());

beforeEach(async () => {
  await live.idle();
  live.patches.length = 0;
});

const commands = () => live.playground.handlers;
const lastRun = (state: HostState) => state.runs.at(-1)!;

/** Waits until so many requests from outside have been answered, and keeps them. */
async function keepOutside(requests: number): Promise<number | null> {
  await live.until(({ outside }) => outside.requests === requests && outside.inFlight === 0);
  const { number } = await commands()['outside.keep'](null);
  return number;
}

function stepIs(...steps: string[]): (state: HostState) => boolean {
  return ({ activity }) => activity.phase === 'running' && steps.includes(activity.step);
}

test('at the start a scenario is put into force, and requests from outside are served', async () => {
  expect(hostStateSchema.parse(live.playground.state())).toEqual(live.playground.state());
  expect((await predict(live)).status).toBe(200);
  expect(live.playground.state().outside.feedRun).toBeGreaterThan(0);
  const number = await keepOutside(1);
  expect(live.playground.state().outside.requests).toBe(0);
  const entry = lastRun(live.playground.state());
  expect(entry).toMatchObject({ number, origin: 'outside', requests: 1, modes: ['async-pool'] });
  expect(await commands()['outside.keep'](null)).toEqual({ number: null });
});

describe('a run', () => {
  test('is active when Fire is answered, tells its progress, and is kept', async () => {
    const scenario = quick({ logging: 'background' });
    const before = live.playground.state().runs.length;
    const { number } = await commands()['run.fire']({ scenario });
    expect(live.playground.state().activity).toMatchObject({
      phase: 'running',
      number,
      step: 'preparing',
      mode: scenario.mode,
      requests: 6,
      batch: null,
    });
    const firing = await live.until(stepIs('firing'));
    expect(firing.activity).toMatchObject({ feedRun: live.host.feedRun });
    expect(firing.outside.feedRun).toBe(0);
    const state = await live.idle();
    expect(state.runs).toHaveLength(before + 1);
    const entry = lastRun(state);
    expect(entry).toMatchObject({
      number,
      origin: 'measured',
      scenario,
      modes: ['async-pool'],
      requests: 6,
      pinned: false,
      summary: { phase: 'done', byStatus: { '200': 6 } },
    });
    expect(state.keptMemory.bytes).toBe(state.runs.reduce((sum, { bytes }) => sum + bytes, 0));
    const trace = decodeFeedBatch(await commands()['run.trace']({ number }));
    expect(trace).toMatchObject({ run: entry.feedRun, totalRows: entry.spans, final: true });
    expect(hostStateSchema.parse(state)).toEqual(state);
  });

  test('a second Fire is refused with the reason, and exactly one of two at once wins', async () => {
    const fire = () => commands()['run.fire']({ scenario: quick({ fetch: fixed(200) }) });
    const [one, other] = await Promise.allSettled([fire(), fire()]);
    expect([one.status, other.status]).toEqual(['fulfilled', 'rejected']);
    const { number } = (one as PromiseFulfilledResult<{ number: number }>).value;
    const refusal = {
      code: 'busy',
      message: `run ${number} (async-pool) is active; stop it or wait for its end`,
    };
    expect((other as PromiseRejectedResult).reason).toMatchObject(refusal);
    await expect(commands()['run.fireAll']({ scenario: quick() })).rejects.toMatchObject(refusal);
    await expect(commands()['outside.keep'](null)).rejects.toMatchObject({ code: 'busy' });
    await expect(commands()['host.quit']({ force: false })).rejects.toMatchObject({ code: 'busy' });
    await expect(commands()['run.trace']({ number })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(lastRun(await live.idle())).toMatchObject({ number, summary: { phase: 'done' } });
  });

  test('the story of a request: what came back, and its log row, while it runs and afterwards', async () => {
    // The last requests are sent seconds after the first.
    const arrival = { kind: 'constant', ratePerS: 2 } as const;
    const scenario = quick({ logging: 'background', arrival, requests: 5 });
    const { number } = await commands()['run.fire']({ scenario });
    await live.until(({ activity }) => activity.phase === 'running' && activity.finished > 0);
    const firstId = live.playground
      .state()
      .runs.reduce((sum, run) => Math.max(sum, run.firstRequestId + run.scenario.requests), 1);
    const response = {
      status: 200,
      serverTiming: expect.stringMatching(/^fetch;dur=.*total;dur=/),
      body: expect.stringMatching(/^{"item_id":0,"metadata":"item-0","prediction":/),
    };
    const ofActive = await commands()['request.story']({ number: null, requestId: firstId });
    expect(ofActive.response).toMatchObject(response);
    const unsent = await commands()['request.story']({ number, requestId: firstId + 4 });
    expect(unsent).toEqual({ response: null, logRow: null });
    await commands()['run.stop'](null);
    const entry = lastRun(live.playground.state());
    expect(entry).toMatchObject({ number, firstRequestId: firstId });
    const story = await commands()['request.story']({ number, requestId: firstId });
    expect(story.response).toMatchObject({ ...response, bodyBytes: story.response?.body.length });
    expect(story.logRow).toMatchObject({
      runId: entry.runId,
      requestId: firstId,
      endpoint: '/predict',
      mode: 'async-pool',
      itemId: 0,
    });
    const gone = commands()['request.story']({ number: 999, requestId: 1 });
    await expect(gone).rejects.toMatchObject({ code: 'gone' });
  });

  test('pinned, deleted, brought back', async () => {
    const { number } = await commands()['run.fire']({ scenario: quick() });
    await live.idle();
    const entry = () => live.playground.state().runs.find((run) => run.number === number);
    await commands()['run.pin']({ number, pinned: true });
    expect(entry()?.pinned).toBe(true);
    await commands()['run.delete']({ number });
    expect(entry()).toBeUndefined();
    expect(live.playground.state().deleted).toContainEqual({ number, mode: 'async-pool' });
    await expect(commands()['run.trace']({ number })).rejects.toMatchObject({ code: 'gone' });
    await expect(commands()['run.delete']({ number })).rejects.toMatchObject({ code: 'gone' });
    await commands()['run.restore']({ number });
    expect(entry()?.pinned).toBe(true);
    expect((await commands()['run.trace']({ number })).byteLength).toBeGreaterThan(0);
    await expect(commands()['run.restore']({ number })).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('stop', () => {
  test('in a block of 10 s: within the limit, and the partial run is kept', async () => {
    const scenario = quick({ mode: 'sync', inference: fixed(10_000), requests: 4 });
    const { number } = await commands()['run.fire']({ scenario });
    await live.until(({ loop }) => loop.phase === 'blocked');
    const before = performance.now();
    const stopped = commands()['run.stop'](null);
    expect(live.playground.state().activity).toMatchObject({ step: 'stopping' });
    await stopped;
    expect(performance.now() - before).toBeLessThan(STOP_LIMIT_MS);
    expect(live.playground.state().activity.phase).toBe('idle');
    expect(lastRun(live.playground.state())).toMatchObject({
      number,
      summary: { phase: 'stopped', byStatus: { stopped: 4 } },
    });
    expect(live.playground.state().notices.at(-1)?.text).toMatch(/did not answer within 0\.5 s/);
    // The server comes back set up, by itself.
    await commands()['scenario.set']({ scenario: quick() });
    await live.idle();
    expect((await predict(live)).status).toBe(200);
    await keepOutside(1);
  });

  test('also while the scenario waits for a loop that somebody from outside blocks', async () => {
    const slow = quick({ mode: 'sync', inference: fixed(9000) });
    await commands()['scenario.set']({ scenario: slow });
    await live.until(({ inForce }) => inForce.phase === 'applied');
    const outside = predict(live).catch(() => null);
    await live.until(({ loop }) => loop.phase === 'blocked');
    await commands()['scenario.set']({ scenario: quick({ inference: fixed(3) }) });
    expect(live.playground.state().inForce.phase).toBe('applying');
    const { number } = await commands()['run.fire']({ scenario: quick() });
    const before = performance.now();
    await commands()['run.stop'](null);
    expect(performance.now() - before).toBeLessThan(STOP_LIMIT_MS);
    await outside;
    const { runs } = await live.idle();
    expect(runs.find((run) => run.number === number)?.summary).toMatchObject({
      phase: 'stopped',
      notSent: 6,
    });
    // What came from outside is still recorded: nothing of the run was.
    await keepOutside(1);
    expect(live.host.inForce).toMatchObject({ inference: fixed(8) });
  });

  test('without a run it does nothing', async () => {
    expect(await commands()['run.stop'](null)).toBeNull();
  });
});

describe('the mode', () => {
  test('flipped in mid-run: later arrivals meet the new one, the run says both', async () => {
    const arrival = { kind: 'constant', ratePerS: 20 } as const;
    const scenario = quick({
      mode: 'async-io',
      arrival,
      requests: 30,
      fetch: fixed(2),
      inference: fixed(2),
    });
    const { number } = await commands()['run.fire']({ scenario });
    await live.until(({ activity }) => activity.phase === 'running' && activity.finished > 2);
    await commands()['scenario.set']({ scenario: { ...scenario, mode: 'sync-pool' } });
    expect(live.playground.state().scenario.mode).toBe('sync-pool');
    expect(live.playground.state().activity).toMatchObject({ mode: 'async-io', expectedMs: null });
    const entry = lastRun(await live.idle());
    expect(entry).toMatchObject({ number, modes: ['async-io', 'sync-pool'] });
    expect(entry.scenario.mode).toBe('async-io');
    expect(entry.summary.byStatus).toEqual({ '200': 30 });
  });

  test('flipped while the loop is blocked: requests that are not read yet meet the new one', async () => {
    const scenario = quick({ mode: 'sync', requests: 3, fetch: fixed(0), inference: fixed(400) });
    await commands()['run.fire']({ scenario });
    await live.until(({ loop }) => loop.phase === 'blocked');
    await commands()['scenario.set']({ scenario: { ...scenario, mode: 'async-pool' } });
    const entry = lastRun(await live.idle());
    expect(entry.modes).toEqual(['sync', 'async-pool']);
    expect(entry.summary.loop.blockedMs).toBeLessThan(1000);
  });

  test('what else was changed in mid-run waits for its end', async () => {
    const scenario = quick({ fetch: fixed(300) });
    await commands()['run.fire']({ scenario });
    await live.until(stepIs('firing'));
    const next = { ...scenario, inference: fixed(3), pool: { threads: 3, maxQueue: 50 } };
    await commands()['scenario.set']({ scenario: next });
    expect(live.playground.state().inForce.phase).toBe('applying');
    expect(lastRun(await live.idle()).scenario).toEqual(scenario);
    expect(live.host.inForce).toMatchObject({ inference: fixed(3), pool: next.pool });
  });

  test('a flip alone sets nothing up anew', async () => {
    await commands()['scenario.set']({ scenario: quick() });
    await live.idle();
    const before = live.host.inForce;
    for (const mode of MODES) await commands()['scenario.set']({ scenario: quick({ mode }) });
    expect(live.host.inForce).toBe(before);
    expect((await predict(live)).status).toBe(200);
    await keepOutside(1);
    expect(lastRun(live.playground.state()).modes).toEqual([MODES.at(-1)]);
  });
});

describe('a batch', () => {
  test('fires the four modes in turn, and a flip holds only after it', async () => {
    const scenario = quick({ mode: 'async-io', seed: 5 });
    const { batch } = await commands()['run.fireAll']({ scenario });
    await live.until(({ activity }) => activity.phase === 'running' && activity.batch?.index === 1);
    await commands()['scenario.set']({ scenario: { ...scenario, mode: 'sync' } });
    const { runs } = await live.idle();
    const four = runs.slice(-4);
    expect(four.map((run) => run.batch)).toEqual(
      MODES.map((_, index) => ({ id: batch, index, modes: [...MODES] })),
    );
    expect(four.map(({ modes }) => modes)).toEqual(MODES.map((mode) => [mode]));
    expect(four.every((run) => run.scenario.seed === 5)).toBe(true);
    // Nothing could be fired in between.
    const phases = live.patches.flatMap(({ activity }) => activity?.phase ?? []);
    expect(phases.indexOf('idle')).toBe(phases.length - 1);
    expect((await predict(live)).status).toBe(200);
    await keepOutside(1);
    expect(lastRun(live.playground.state()).modes).toEqual(['sync']);
  });

  test('stop ends the rest', async () => {
    const scenario = quick({ fetch: fixed(3000) });
    const before = live.playground.state().runs.length;
    await commands()['run.fireAll']({ scenario });
    await live.until(stepIs('firing'));
    await commands()['run.stop'](null);
    const { runs, activity } = live.playground.state();
    expect(activity.phase).toBe('idle');
    expect(runs.length).toBe(before + 1);
    expect(lastRun(live.playground.state())).toMatchObject({
      summary: { phase: 'stopped' },
      batch: { index: 0 },
    });
  });
});

test('what came from outside before a Fire is kept, numbered before the run', async () => {
  await commands()['scenario.set']({ scenario: quick() });
  await live.idle();
  for (let n = 0; n < 3; n++) expect((await predict(live)).status).toBe(200);
  await live.until(({ outside }) => outside.requests === 3 && outside.inFlight === 0);
  const { number } = await commands()['run.fire']({ scenario: quick() });
  const { runs } = await live.idle();
  expect(runs.slice(-2).map((run) => [run.number, run.origin])).toEqual([
    [number - 1, 'outside'],
    [number, 'measured'],
  ]);
  expect(runs.at(-2)).toMatchObject({ requests: 3, summary: { byStatus: { '200': 3 } } });
  const trace = decodeFeedBatch(await commands()['run.trace']({ number: number - 1 }));
  expect(trace.requestRows).toBe(3);
  expect(live.playground.state().outside.requests).toBe(0);
});
