// What recording costs the whole: requests/s with every request recorded, drained and assembled, against the same
// requests unrecorded. Rounds alternate and the best of each counts: a shared machine only ever takes away.
import { ClosedLoop, PREDICT } from './closed-loop.mjs';
import { ratioRow } from './row.mjs';
import { withTemporaryHost } from './temporary-host.mjs';
import { zeroScenario } from './zero-scenario.mjs';

const ROUNDS = 10;
const REQUESTS = 4000;
const CONNECTIONS = 50;
/** See core/contract/predict.ts. */
const UNRECORDED = { 'x-loopscope-measured': 'unrecorded' };

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchRecorderCost() {
  const scenario = await zeroScenario();
  const client = new ClosedLoop();
  try {
    const best = await withTemporaryHost(async (host) => {
      const rate = async (/** @type {Record<string, string>} */ extraHeaders) => {
        // Starts a new trace, so that none grows without bound.
        await host.select(scenario);
        return client.ratePerS({
          ...PREDICT,
          origin: host.predictionOrigin,
          headers: { ...PREDICT.headers, ...extraHeaders },
          connections: CONNECTIONS,
          requests: REQUESTS,
        });
      };
      const found = { recorded: 0, unrecorded: 0 };
      await rate(UNRECORDED);
      await rate({});
      for (let round = 0; round < ROUNDS; round++) {
        found.unrecorded = Math.max(found.unrecorded, await rate(UNRECORDED));
        found.recorded = Math.max(found.recorded, await rate({}));
      }
      return found;
    });
    return [
      ratioRow({
        name: 'requests/s recorded, against unrecorded',
        unit: '1/s',
        measured: best.recorded,
        reference: best.unrecorded,
        aim: { atLeast: 0.95 },
      }),
    ];
  } finally {
    await client.close();
  }
}
