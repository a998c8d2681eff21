// Starts one of our bench servers on a thread of its own and waits until it listens.
import { Worker } from 'node:worker_threads';
import { nextMessage } from './next-message.mjs';

/**
 * @param {string} module file beside this one
 * @param {unknown} [workerData]
 */
export async function startServerThread(module, workerData) {
  const worker = new Worker(new URL(module, import.meta.url), { workerData });
  const port = await nextMessage(worker);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      await worker.terminate();
    },
  };
}
