// What the pipeline itself costs: requests/s of /predict_full_async with stages of no length. Against bare node:http,
// which answers at once, and against the same hops (server, service, pool thread) put together without Loopscope.
// All listen at the same time, each on its own thread; rounds alternate and the best of each counts.
import { ClosedLoop, PREDICT } from './closed-loop.mjs';
import { ratioRow } from './row.mjs';
import { startServerThread } from './server-thread.mjs';
import { withTemporaryHost } from './temporary-host.mjs';
import { zeroScenario } from './zero-scenario.mjs';

const ROUNDS = 8;
const REQUESTS = 4000;
const CONNECTIONS = 50;

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchPipeline() {
  const scenario = await zeroScenario();
  const bare = await startServerThread('./bare-server-thread.mjs');
  const sameHops = await startServerThread('./same-hops-server.mjs', {
    serviceOrigin: bare.origin,
    threads: scenario.pool.threads,
  });
  const client = new ClosedLoop();
  try {
    const best = { ours: 0, bare: 0, sameHops: 0 };
    await withTemporaryHost(async (host) => {
      const rate = (/** @type {string} */ origin) =>
        client.ratePerS({ ...PREDICT, origin, connections: CONNECTIONS, requests: REQUESTS });
      for (let round = 0; round <= ROUNDS; round++) {
        await host.select(scenario);
        const ours = await rate(host.predictionOrigin);
        const hops = await rate(sameHops.origin);
        const floor = await rate(bare.origin);
        // The first round only warms the code.
        if (round === 0) continue;
        best.ours = Math.max(best.ours, ours);
        best.sameHops = Math.max(best.sameHops, hops);
        best.bare = Math.max(best.bare, floor);
      }
    });
    const name = 'requests/s of /predict_full_async';
    return [
      ratioRow({
        name: `${name}, against bare node:http`,
        unit: '1/s',
        measured: best.ours,
        reference: best.bare,
        aim: { atLeast: 0.1 },
      }),
      ratioRow({
        name: `${name}, against the same hops bare`,
        unit: '1/s',
        measured: best.ours,
        reference: best.sameHops,
        aim: { atLeast: 0.5 },
      }),
    ];
  } finally {
    await client.close();
    await sameHops.close();
    await bare.close();
  }
}
