// Puts a host together: starts every thread, wires them, ends them in the right order.
import { join } from 'node:path';
import { pid } from 'node:process';
import { DEFAULT_SCENARIO } from '../core/contract/scenario.ts';
import { createServerStatus, ServerCounter, ServerStatus } from '../core/contract/server-status.ts';
import {
  THREAD_SCHEMA_VERSION,
  type BlockingIoInit,
  type FeatureServiceCommands,
  type FeatureServiceInit,
  type GeneratorCommands,
  type GeneratorInit,
  type GeneratorProgress,
  type WriterCommands,
  type WriterCounters,
  type WriterInit,
} from '../core/contract/thread-messages.ts';
import { nowNs } from './clock.ts';
import type { HostOptions, PlaygroundHost } from './host-api.ts';
import { HostRuns } from './host-runs.ts';
import { NO_ROWS } from './log-ledger.ts';
import { OutsideRun } from './outside-run.ts';
import type { ControllerParts } from './controller-parts.ts';
import { RunController } from './run-controller.ts';
import { ServerSupervisor } from './server-supervisor.ts';
import { Thread } from './thread.ts';
import { threadUrl } from './thread-urls.ts';
import { TraceRecorder } from './trace-recorder.ts';
import { Voice } from './voice.ts';
import { resolvesWithin } from './within.ts';

/** File of the prediction log in the data folder. */
const LOG_FILE = 'prediction-log.sqlite';
/** How long threads may take to end in an orderly way; a locked log is given up after 1.3 s. */
const CLOSE_LIMIT_MS = 2_000;

type CloseCommand = { close: { argument: null; result: null } };

/**
 * Starts a host: all its threads, and the prediction server listening.
 * @throws Error when a thread cannot start, e.g. because the prediction port is taken
 */
export async function startHost(options: HostOptions): Promise<PlaygroundHost> {
  const voice = new Voice(options.warn);
  const warn = (line: string): void => {
    voice.say(line, 'warning');
  };
  const databasePath = join(options.dataDir, LOG_FILE);
  const recorder = new TraceRecorder();
  const status = createServerStatus();
  const blockingIoChannel = `loopscope-io-${pid}-${nowNs()}`;
  let writerCounters: WriterCounters = NO_ROWS;
  let started: RunController | null = null;
  const crashed = (name: string) => (reason: string) => {
    voice.say(`the ${name} thread died (${reason}); start Loopscope again`, 'error');
    void started?.threadDied(name, reason);
  };

  const writer = new Thread<WriterCommands, null>(threadUrl('writer'), {
    name: 'writer',
    workerData: { schemaVersion: THREAD_SCHEMA_VERSION, databasePath } satisfies WriterInit,
    onEvent: (_event, value) => {
      writerCounters = value as WriterCounters;
    },
    onCrash: crashed('writer'),
  });
  const features = new Thread<FeatureServiceCommands, { origin: string }>(
    threadUrl('feature-service'),
    {
      name: 'feature service',
      workerData: {
        schemaVersion: THREAD_SCHEMA_VERSION,
        ring: recorder.featureRing,
      } satisfies FeatureServiceInit,
      onCrash: crashed('feature service'),
    },
  );
  const blockingIo = new Thread<CloseCommand, null>(threadUrl('blocking-io'), {
    name: 'blocking I/O',
    workerData: {
      schemaVersion: THREAD_SCHEMA_VERSION,
      channel: blockingIoChannel,
    } satisfies BlockingIoInit,
    onCrash: crashed('blocking I/O'),
  });
  const generator = new Thread<GeneratorCommands, null>(threadUrl('load-generator'), {
    name: 'load generator',
    workerData: {
      schemaVersion: THREAD_SCHEMA_VERSION,
      ring: recorder.generatorRing,
      pacerUrl: threadUrl('pacer').href,
    } satisfies GeneratorInit,
    onEvent: (_event, value) => {
      started?.generatorProgress(value as GeneratorProgress);
    },
    onCrash: crashed('load generator'),
  });
  const threads = [writer, features, blockingIo, generator] as const;
  const endThreads = async (): Promise<void> => {
    const end = async (thread: (typeof threads)[number]): Promise<void> => {
      const closing = (thread as unknown as Thread<CloseCommand, null>).call('close', null);
      await resolvesWithin(closing, CLOSE_LIMIT_MS);
      await thread.terminate();
    };
    await Promise.all(threads.map(end));
    recorder.stop();
  };

  let supervisor: ServerSupervisor;
  let controller: RunController;
  let outside: OutsideRun;
  const serverStatus = new ServerStatus(status);
  try {
    const { origin: featureOrigin } = await features.ready;
    await Promise.all([writer.ready, blockingIo.ready, generator.ready]);
    supervisor = new ServerSupervisor({
      port: options.predictionPort,
      featureOrigin,
      blockingIoChannel,
      status,
      recorder,
      writer,
      onCrash: (reason) => {
        warn(`the prediction server died (${reason}); it is started again`);
        void started?.serverCrashed(reason);
      },
    });
    const parts: ControllerParts = {
      supervisor,
      recorder,
      features,
      generator,
      writer,
      status: serverStatus,
      writerCounters: () => writerCounters,
      warn,
    };
    controller = new RunController(parts);
    started = controller;
    outside = new OutsideRun(parts, () => controller.giveUp('all'));
    await supervisor.start();
    outside.begin(DEFAULT_SCENARIO);
  } catch (error) {
    await endThreads();
    throw error;
  }

  const runs = new HostRuns(controller, outside, serverStatus);
  return {
    predictionOrigin: `http://127.0.0.1:${supervisor.port}`,
    databasePath,
    run: async (scenario, onProgress) => {
      const options = onProgress === undefined ? {} : { onProgress };
      const { document } = await runs.fire(scenario, options, false);
      return document;
    },
    fire: (scenario, fireOptions = {}) => runs.fire(scenario, fireOptions, true),
    stop: (reason) => controller.stop(reason),
    select: (scenario) => runs.select(scenario, 'anew'),
    apply: (scenario) => runs.select(scenario, 'goes on'),
    selectMode: (mode) => {
      runs.selectMode(mode);
    },
    get inForce() {
      return supervisor.configured?.scenario ?? null;
    },
    outsideCounts: () => outside.counts(),
    takeOutside: () => runs.takeOutside(),
    finishOutsideRun: () => runs.finishOutside(),
    feed: recorder.feed,
    get feedRun() {
      return recorder.feedRun;
    },
    get heartbeats() {
      return serverStatus.read(ServerCounter.Heartbeats);
    },
    get downReason() {
      return supervisor.downReason;
    },
    get activeRunId() {
      return controller.activeRunId;
    },
    answerOf: async (requestId) => {
      const runId = controller.activeRunId;
      return runId === null ? null : generator.call('answers', { runId, requestId });
    },
    findLogRow: (question) => writer.call('find', question),
    onWarning: (listener) => voice.onLine(listener),
    close: async () => {
      await controller.stop('the host is closing');
      await supervisor.close();
      await endThreads();
    },
  };
}
