// The thread that fetches for threads that block.
import { workerData } from 'node:worker_threads';
import type { BlockingIoInit } from '../core/contract/thread-messages.ts';
import { serveBlockingIo } from '../pipeline/fetch/blocking-io.ts';
import { serveThread } from '../pipeline/thread-port.ts';

const init = workerData as BlockingIoInit;
const stop = serveBlockingIo(init.channel);

serveThread<{ close: { argument: null; result: null } }>(
  {
    close: async () => {
      await stop();
      return null;
    },
  },
  null,
);
