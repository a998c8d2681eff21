// Puts a host together: starts every thread, wires them, ends them in the right order.
import { join } from 'node:path';
import { pid } from 'node:process';
import { DEFAULT_SCENARIO } from '../core/contract/scenario.ts';
import { createServerStatus, ServerStatus } from '../core/contract/server-status.ts';
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
import type { Host, HostOptions } from './host-api.ts';
import { NO_ROWS } from './log-ledger.ts';
import { OutsideRun } from './outside-run.ts';
import type { ControllerParts } from './controller-parts.ts';
import { RunController } from './run-controller.ts';
import { ServerSupervisor } from './server-supervisor.ts';
import { Thread } from './thread.ts';
import { threadUrl } from './thread-urls.ts';
import { TraceRecorder } from './trace-recorder.ts';
import { resolvesWithin } from './within.ts';

/** File of the prediction log in the data folder. */
const LOG_FILE = 'prediction-log.sqlite';
/** How long a thread may take to end in an orderly way. */
const CLOSE_LIMIT_MS = 3_000;

type CloseCommand = { close: { argument: null; result: null } };

/**
 * Starts a host: all its threads, and the prediction server listening.
 * @throws Error when a thread cannot start, e.g. because the prediction port is taken
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { warn } = options;
  const databasePath = join(options.dataDir, LOG_FILE);
  const recorder = new TraceRecorder();
  const status = createServerStatus();
  const blockingIoChannel = `loopscope-io-${pid}-${nowNs()}`;
  let writerCounters: WriterCounters = NO_ROWS;
  let started: RunController | null = null;
  const crashed = (name: string) => (reason: string) => {
    warn(`the ${name} thread died (${reason}); start Loopscope again`);
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
    for (const thread of threads) {
      await resolvesWithin(
        (thread as unknown as Thread<CloseCommand, null>).call('close', null),
        CLOSE_LIMIT_MS,
      );
      await thread.terminate();
    }
    recorder.stop();
  };

  const oneAtATime = refuseWhileBusy();
  let supervisor: ServerSupervisor;
  let controller: RunController;
  let outside: OutsideRun;
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
      status: new ServerStatus(status),
      writerCounters: () => writerCounters,
      warn,
    };
    controller = new RunController(parts);
    started = controller;
    outside = new OutsideRun(parts);
    await supervisor.start();
    outside.begin(DEFAULT_SCENARIO);
  } catch (error) {
    await endThreads();
    throw error;
  }

  return {
    predictionOrigin: `http://127.0.0.1:${supervisor.port}`,
    databasePath,
    run: (scenario, onProgress) =>
      oneAtATime('run', async () => {
        const run = await controller.run(scenario, onProgress);
        outside.begin(scenario);
        return run;
      }),
    stop: (reason) => controller.stop(reason),
    select: (scenario) =>
      oneAtATime('selection', async () => {
        await controller.settled();
        await outside.select(scenario);
      }),
    outsideCounts: () => outside.counts(),
    finishOutsideRun: () => oneAtATime('end of a run', () => outside.finish()),
    feed: recorder.feed,
    close: async () => {
      await controller.stop('the host is closing');
      await supervisor.close();
      await endThreads();
    },
  };
}

/** Runs one thing at a time; what comes meanwhile is refused and told what is under way. */
function refuseWhileBusy(): <T>(what: string, work: () => Promise<T>) => Promise<T> {
  let busyWith: string | null = null;
  return async (what, work) => {
    if (busyWith !== null) throw new Error(`a ${busyWith} is active; one run at a time`);
    busyWith = what;
    try {
      return await work();
    } finally {
      busyWith = null;
    }
  };
}
