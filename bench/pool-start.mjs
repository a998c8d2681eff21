// What a pool costs to start and to keep: until every thread is ready, and the memory the process has more. Against
// as many bare threads, in a process of their own so that memory is not reused.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nextMessage } from './next-message.mjs';
import { ratioRow } from './row.mjs';
import { withTemporaryHost } from './temporary-host.mjs';
import { zeroScenario } from './zero-scenario.mjs';

const SIZES = [4, 40];
const BARE = fileURLToPath(new URL('./pool-start-bare.mjs', import.meta.url));

/** @typedef {{ ms: number, mib: number }} Start */

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchPoolStart() {
  const ours = await startPools();
  const bare = await startBare();
  return SIZES.flatMap((threads, at) => {
    const [measured, reference] = [ours[at], bare[at]];
    if (measured === undefined || reference === undefined) throw new Error('a size is missing');
    return [
      ratioRow({
        name: `start of a pool of ${threads}, against bare threads`,
        unit: 'ms',
        measured: measured.ms,
        reference: reference.ms,
        aim: { atMost: 4 },
      }),
      ratioRow({
        name: `memory of a pool of ${threads}, against bare threads`,
        unit: 'MiB',
        measured: measured.mib,
        reference: reference.mib,
        aim: { atMost: 2.5 },
      }),
    ];
  });
}

/** @returns {Promise<Start[]>} */
function startPools() {
  return withTemporaryHost(async (host) => {
    const scenario = await zeroScenario();
    const select = (/** @type {number} */ threads) =>
      host.select({ ...scenario, pool: { ...scenario.pool, threads } });
    /** @type {Start[]} */
    const starts = [];
    for (const threads of SIZES) {
      // From a pool of one, so that little is torn down; the first time also warms the server.
      await select(1);
      starts.push(await measureStart(() => select(threads)));
    }
    return starts;
  });
}

/** @returns {Promise<Start[]>} */
async function startBare() {
  const message = await nextMessage(fork(BARE, SIZES.map(String)));
  return /** @type {Start[]} */ (message);
}

/**
 * @param {() => Promise<unknown>} start
 * @returns {Promise<Start>}
 */
export async function measureStart(start) {
  const rssBefore = process.memoryUsage.rss();
  const startMs = performance.now();
  await start();
  return {
    ms: performance.now() - startMs,
    mib: (process.memoryUsage.rss() - rssBefore) / 1_048_576,
  };
}
