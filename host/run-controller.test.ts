// What a run does when a thread fails it, with hand-made threads.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServerStatus, ServerStatus } from '../core/contract/server-status.ts';
import { DEFAULT_SCENARIO } from '../core/contract/scenario.ts';
import type { ControllerParts } from './controller-parts.ts';
import { NO_ROWS } from './log-ledger.ts';
import { RunController } from './run-controller.ts';
import { TraceRecorder } from './trace-recorder.ts';

type Answer = (argument: unknown) => unknown;

/** A thread that answers commands by hand; what is not given answers with null. */
function threadOf(answers: Record<string, Answer> = {}) {
  const calls: string[] = [];
  return {
    calls,
    call: async (command: string, argument: unknown): Promise<unknown> => {
      calls.push(command);
      return answers[command]?.(argument) ?? null;
    },
  };
}

let recorder: TraceRecorder;

beforeEach(() => {
  recorder = new TraceRecorder();
});

afterEach(() => recorder.stop());

const IDLE = { backgroundLeft: 0, requestsLeft: 0 };
const REPORT = { sent: 0, finished: 0, probes: 0, probesSkipped: 0 };

interface Broken {
  readonly writer?: Record<string, Answer>;
  readonly generator?: Record<string, Answer>;
  readonly server?: Record<string, Answer>;
  readonly configure?: () => Promise<void>;
}

function controllerWith(broken: Broken = {}) {
  const writer = threadOf({ flush: () => NO_ROWS, ...broken.writer });
  const generator = threadOf({ fire: () => REPORT, ...broken.generator });
  const server = threadOf({ drain: () => IDLE, ...broken.server });
  const warnings: string[] = [];
  const supervisor = {
    port: 1,
    inForce: null,
    running: async () => server,
    configure: broken.configure ?? (async () => undefined),
    abandon: vi.fn(async () => true),
    restart: vi.fn(async () => undefined),
  };
  const parts = {
    supervisor,
    recorder,
    features: threadOf(),
    generator,
    writer,
    status: new ServerStatus(createServerStatus()),
    writerCounters: () => ({ ...NO_ROWS, received: 7, committed: 5, failed: 2, lastError: 'full' }),
    warn: (line: string) => warnings.push(line),
  };
  const controller = new RunController(parts as unknown as ControllerParts);
  return { controller, supervisor, warnings, generator };
}

const fails = (message: string) => () => {
  throw new Error(message);
};

test('a run that goes well is done', async () => {
  const { controller } = controllerWith();
  const { document: run } = await controller.run(DEFAULT_SCENARIO);
  expect(run.summary).toMatchObject({ phase: 'done', reason: null });
  expect(controller.isActive).toBe(false);
});

test.each<[string, Broken]>([
  ['the writer cannot flush', { writer: { flush: fails('it broke') } }],
  ['the server cannot be configured', { configure: async () => fails('it broke')() }],
  ['the generator cannot prepare', { generator: { prepare: fails('it broke') } }],
  ['the generator cannot fire', { generator: { fire: fails('it broke') } }],
  ['the server cannot drain', { server: { drain: fails('it broke') } }],
])('%s: the run has failed, says why, and makes way for the next', async (_name, broken) => {
  const { controller } = controllerWith(broken);
  for (let n = 0; n < 2; n++) {
    const { document: run } = await controller.run(DEFAULT_SCENARIO);
    expect(run.summary).toMatchObject({ phase: 'failed', reason: 'it broke' });
    expect(controller.isActive).toBe(false);
  }
});

test('a writer that died leaves its last counters', async () => {
  let alive = true;
  const flush = (): unknown => {
    if (alive) return NO_ROWS;
    throw new Error('ended');
  };
  const fire = (): unknown => {
    alive = false;
    return REPORT;
  };
  const { controller, warnings } = controllerWith({ writer: { flush }, generator: { fire } });
  const { document: run } = await controller.run(DEFAULT_SCENARIO);
  expect(run.summary.log).toMatchObject({ handedOver: 7, committed: 5, failed: 2 });
  expect(warnings.join()).toMatch(/2 log rows could not be written: full/);
});

test('a thread that died while a run was fired fails the run at once', async () => {
  const fired = Promise.withResolvers<unknown>();
  const stop = (): null => {
    fired.resolve(REPORT);
    return null;
  };
  const { controller } = controllerWith({ generator: { fire: () => fired.promise, stop } });
  const running = controller.run(DEFAULT_SCENARIO);
  await vi.waitFor(() => {
    expect(recorder.current).not.toBeNull();
  });
  await controller.threadDied('feature service', 'exit code 1');
  expect((await running).document.summary).toMatchObject({
    phase: 'failed',
    reason: 'the feature service thread died: exit code 1',
  });
});

test('what a run leaves open after draining is said and given up', async () => {
  const left = { backgroundLeft: 3, requestsLeft: 2 };
  const { controller, supervisor, warnings } = controllerWith({ server: { drain: () => left } });
  const { document: run } = await controller.run(DEFAULT_SCENARIO);
  expect(run.summary.phase).toBe('done');
  expect(supervisor.abandon).toHaveBeenCalledOnce();
  expect(warnings.join()).toMatch(/2 requests and 3 background tasks were still open/);
});

test('a run that was stopped while it drained gives nothing up that may be the next one’s', async () => {
  const drained = Promise.withResolvers<unknown>();
  const { controller, supervisor, warnings } = controllerWith({
    server: { drain: () => drained.promise },
  });
  const draining = Promise.withResolvers<null>();
  const running = controller.run(DEFAULT_SCENARIO, {
    withAnswers: false,
    onProgress: ({ phase }) => {
      if (phase === 'draining') draining.resolve(null);
    },
  });
  await draining.promise;
  await controller.stop('enough');
  expect((await running).document.summary.phase).toBe('stopped');
  expect(supervisor.abandon).toHaveBeenCalledOnce();
  drained.resolve({ backgroundLeft: 0, requestsLeft: 9 });
  await new Promise(setImmediate);
  expect(supervisor.abandon).toHaveBeenCalledOnce();
  expect(warnings).toEqual([]);
});

test('the preparation of a stopped run ends before the next one prepares, and goes no further', async () => {
  const first = Promise.withResolvers<undefined>();
  const configured: string[] = [];
  const prepared: unknown[] = [];
  const { controller, generator } = controllerWith({
    configure: async () => {
      configured.push('begun');
      if (configured.length === 1) await first.promise;
      configured.push('done');
    },
    generator: {
      fire: () => REPORT,
      prepare: (plan) => void prepared.push((plan as { runId: string }).runId),
    },
  });
  const stopped = controller.run(DEFAULT_SCENARIO);
  await vi.waitFor(() => {
    expect(configured).toEqual(['begun']);
  });
  await controller.stop('enough');
  const { document: one } = await stopped;
  const running = controller.run(DEFAULT_SCENARIO);
  await new Promise(setImmediate);
  expect(configured).toEqual(['begun']);
  first.resolve(undefined);
  const { document: other } = await running;
  expect(configured).toEqual(['begun', 'done', 'begun', 'done']);
  expect(prepared).toEqual([other.runId]);
  expect([one.summary.phase, other.summary.phase]).toEqual(['stopped', 'done']);
  expect(generator.calls).toEqual(['stop', 'prepare', 'fire']);
});
