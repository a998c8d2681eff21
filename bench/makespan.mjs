// How near a batch comes to what its stages and its pool allow: 100 requests at once, everything after the fetch
// limited by the pool alone. From the first intended send to the last byte; best of eight.
import { loadScenario } from './built.mjs';
import { ratioRow } from './row.mjs';
import { withTemporaryHost } from './temporary-host.mjs';

/** The first also starts the pool; a shared machine disturbs some of the others. */
const TRIES = 8;
const REQUESTS = 100;
const CASES = [
  { pool: 40, fetchMs: 100, inferenceMs: 200 },
  { pool: 10, fetchMs: 50, inferenceMs: 100 },
];

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchMakespan() {
  const { DEFAULT_SCENARIO } = await loadScenario();
  return withTemporaryHost(async (host) => {
    /** @type {import('./row.mjs').Row[]} */
    const rows = [];
    for (const { pool, fetchMs, inferenceMs } of CASES) {
      let best = Infinity;
      for (let tries = 0; tries < TRIES; tries++) {
        const { summary } = await host.run({
          ...DEFAULT_SCENARIO,
          mode: 'async-pool',
          requests: REQUESTS,
          fetch: { law: 'fixed', ms: fetchMs },
          inference: { law: 'fixed', ms: inferenceMs },
          pool: { ...DEFAULT_SCENARIO.pool, threads: pool },
        });
        if (summary.failed > 0) throw new Error(JSON.stringify(summary.byStatus));
        best = Math.min(best, summary.makespanMs);
      }
      rows.push(
        ratioRow({
          name: `makespan of ${REQUESTS} × ${fetchMs}/${inferenceMs} ms, pool ${pool}, against the ideal`,
          unit: 'ms',
          measured: best,
          reference: fetchMs + Math.ceil(REQUESTS / pool) * inferenceMs,
          aim: { atMost: 1.02 },
        }),
      );
    }
    return rows;
  });
}
