// The prediction server's thread: its event loop is the one that modes block or leave free.
import { workerData, type MessagePort } from 'node:worker_threads';
import type { ServerCommands, ServerInit, ServerReady } from '../core/contract/thread-messages.ts';
import { VERSION } from '../core/contract/version.ts';
import { PredictionServer } from '../pipeline/server/prediction-server.ts';
import { serveThread } from '../pipeline/thread-port.ts';

const server = new PredictionServer(workerData as ServerInit, VERSION);
const port = await server.listen();

serveThread<ServerCommands>(
  {
    configure: (run) => server.configure(run),
    attachWriter: ({ port: writer }) => {
      server.attachWriter(writer as MessagePort);
      return null;
    },
    drain: ({ deadlineMs, whose }) => server.drain(deadlineMs, whose),
    abandon: ({ whose }) => server.abandon(whose),
    close: async () => {
      await server.close();
      return null;
    },
  },
  { port, spinStepsPerMs: server.spinStepsPerMs } satisfies ServerReady,
);
