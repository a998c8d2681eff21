// With a host whose runs end when the test says so.
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_SCENARIO, MODES, type Scenario } from '../../core/contract/scenario.ts';
import type { Activity } from '../../core/contract/window-state.ts';
import type { FireOptions, RecordedRun, RunProgress } from '../host-api.ts';
import { RunDesk } from './run-desk.ts';
import { RunNumbers } from './run-numbers.ts';

interface Fired {
  readonly scenario: Scenario;
  readonly options: FireOptions;
  readonly end: () => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

const RECORDED = {} as RecordedRun;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class HandHost {
  readonly fired: Fired[] = [];
  readonly stops: string[] = [];
  feedRun = 7;
  outside = 0;

  fire(scenario: Scenario, options: FireOptions = {}): Promise<RecordedRun> {
    const { promise, resolve, reject } = Promise.withResolvers<RecordedRun>();
    const end = (): Promise<void> => {
      resolve(RECORDED);
      return turn();
    };
    const fail = (error: Error): Promise<void> => {
      reject(error);
      return turn();
    };
    this.fired.push({ scenario, options, end, fail });
    return promise;
  }

  async stop(reason: string): Promise<void> {
    this.stops.push(reason);
    await this.fired.at(-1)?.end();
  }

  outsideCounts(): never {
    return { requests: this.outside } as never;
  }
}

let host: HandHost;
let desk: RunDesk;
let activities: Activity[];
let kept: string[];

beforeEach(() => {
  host = new HandHost();
  activities = [];
  kept = [];
  desk = new RunDesk({
    host,
    cores: 2,
    numbers: new RunNumbers(),
    onActivity: (activity) => activities.push(activity),
    onRecorded: (_recorded, { number, mode }) => kept.push(`${number} ${mode}`),
    onOutside: () => undefined,
    onFailure: (number, reason) => kept.push(`${number} failed: ${reason}`),
    onIdle: () => kept.push('idle'),
  });
});

const last = () => activities.at(-1)!;
const now = (progress: Partial<RunProgress>): void =>
  host.fired.at(-1)?.options.onProgress?.({
    phase: 'firing',
    sent: 0,
    finished: 0,
    failed: 0,
    requests: 12,
    elapsedMs: 0,
    log: {} as never,
    ...progress,
  });

test('a run is active at once, tells how it goes, and makes way for the next', async () => {
  expect(desk.active).toBe('nothing');
  expect(desk.fire(DEFAULT_SCENARIO)).toBe(1);
  expect(desk.active).toBe('run');
  // 12 requests on 4 threads: 100 + 3 · 200 ms.
  expect(last()).toMatchObject({ number: 1, step: 'preparing', feedRun: 0, expectedMs: 700 });
  now({ phase: 'preparing' });
  expect(last()).toMatchObject({ step: 'preparing', feedRun: 0 });
  now({ sent: 5, finished: 2, failed: 1, elapsedMs: 30 });
  expect(last()).toMatchObject({
    step: 'firing',
    feedRun: 7,
    sent: 5,
    finished: 2,
    failed: 1,
    elapsedMs: 30,
  });
  desk.modeFlipped(DEFAULT_SCENARIO.mode);
  expect(last()).toMatchObject({ expectedMs: 700 });
  desk.modeFlipped('sync');
  expect(last()).toMatchObject({ expectedMs: null, mode: 'async-pool' });
  await host.fired[0]?.end();
  expect(kept).toEqual(['1 async-pool', 'idle']);
  expect(last()).toEqual({ phase: 'idle' });
  expect(desk.fire(DEFAULT_SCENARIO)).toBe(2);
});

test('while one is active others are refused, and told what it is', () => {
  desk.fire(DEFAULT_SCENARIO);
  const refusal = 'run 1 (async-pool) is active; stop it or wait for its end';
  expect(() => desk.fire(DEFAULT_SCENARIO)).toThrow(refusal);
  expect(() => desk.fireAll(DEFAULT_SCENARIO)).toThrow(refusal);
  expect(host.fired).toHaveLength(1);
});

test('stop is shown at once, also over later progress, and resolves when the run is kept', async () => {
  desk.fire(DEFAULT_SCENARIO);
  now({ sent: 1 });
  const stopped = desk.stop('enough');
  expect(last()).toMatchObject({ step: 'stopping', sent: 1 });
  now({ phase: 'draining' });
  expect(last()).toMatchObject({ step: 'stopping' });
  await stopped;
  expect(host.stops).toEqual(['enough']);
  expect(kept).toEqual(['1 async-pool', 'idle']);
  await desk.stop('nothing to stop');
  expect(host.stops).toEqual(['enough']);
});

test('a batch goes through the modes and refuses others in between; one that fails does not end it', async () => {
  const id = desk.fireAll({ ...DEFAULT_SCENARIO, seed: 3 });
  expect(desk.active).toBe('batch');
  for (const [index, mode] of MODES.entries()) {
    expect(last()).toMatchObject({ number: index + 1, mode, batch: { id, index, modes: MODES } });
    desk.modeFlipped('sync-pool');
    expect(last()).toMatchObject({ expectedMs: expect.any(Number) });
    expect(() => desk.fire(DEFAULT_SCENARIO)).toThrow(/of a batch is active/);
    if (index === 1) await host.fired[index]?.fail(new Error('no memory'));
    else await host.fired[index]?.end();
  }
  expect(kept).toEqual(['1 sync', '2 failed: no memory', '3 async-io', '4 async-pool', 'idle']);
  expect(host.fired.map(({ scenario }) => scenario)).toEqual(
    MODES.map((mode) => ({ ...DEFAULT_SCENARIO, seed: 3, mode })),
  );
  expect(activities.filter(({ phase }) => phase === 'idle')).toHaveLength(1);
  expect(desk.fireAll(DEFAULT_SCENARIO)).not.toBe(id);
});

test('stop ends the rest of a batch', async () => {
  desk.fireAll(DEFAULT_SCENARIO);
  await desk.stop('enough');
  expect(kept).toEqual(['1 sync', 'idle']);
  expect(host.fired).toHaveLength(1);
});

test('what came from outside is numbered before the run', () => {
  host.outside = 3;
  expect(desk.fire(DEFAULT_SCENARIO)).toBe(2);
});

test('after the close nothing can be fired', async () => {
  desk.fireAll(DEFAULT_SCENARIO);
  await desk.close('closing');
  expect(kept).toEqual(['1 sync', 'idle']);
  expect(() => desk.fire(DEFAULT_SCENARIO)).toThrow('the host is closing');
});
