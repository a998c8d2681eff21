// Starts bare threads in a process of its own and reports what they cost, for bench/pool-start.mjs.
import { Worker } from 'node:worker_threads';
import { nextMessage } from './next-message.mjs';
import { measureStart } from './pool-start.mjs';

const starts = [];
for (const size of process.argv.slice(2).map(Number)) {
  /** @type {Worker[]} */
  const workers = [];
  starts.push(
    await measureStart(async () => {
      const echo = new URL('./echo-thread.mjs', import.meta.url);
      workers.push(...Array.from({ length: size }, () => new Worker(echo)));
      await Promise.all(workers.map(nextMessage));
    }),
  );
  await Promise.all(workers.map((worker) => worker.terminate()));
}
process.send?.(starts);
