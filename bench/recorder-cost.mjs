// What recording costs the whole: requests/s with every request recorded, drained and assembled, against the same
// requests unrecorded; and the CPU time of the whole process for each, which a busy neighbour disturbs less. Rounds
// alternate. Of the rates the best counts (a shared machine only ever takes away), of the CPU times the least.
import { ClosedLoop, PREDICT } from './closed-loop.mjs';
import { ratioRow } from './row.mjs';
import { withTemporaryHost } from './temporary-host.mjs';
import { zeroScenario } from './zero-scenario.mjs';

const ROUNDS = 40;
const REQUESTS = 1500;
const CONNECTIONS = 50;
/** See core/contract/predict.ts. */
const UNRECORDED = { 'x-loopscope-measured': 'unrecorded' };

/** @typedef {{ ratePerS: number, cpuUs: number }} Cost best rate, least CPU time of a request */

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchRecorderCost() {
  const scenario = await zeroScenario();
  const client = new ClosedLoop();
  try {
    return await withTemporaryHost(async (host) => {
      /**
       * @param {Cost} best is improved
       * @param {Record<string, string>} extraHeaders
       */
      const round = async (best, extraHeaders) => {
        // Starts a new trace, so that none grows without bound.
        await host.select(scenario);
        const before = process.cpuUsage();
        const ratePerS = await client.ratePerS({
          ...PREDICT,
          origin: host.predictionOrigin,
          headers: { ...PREDICT.headers, ...extraHeaders },
          connections: CONNECTIONS,
          requests: REQUESTS,
        });
        const { user, system } = process.cpuUsage(before);
        best.ratePerS = Math.max(best.ratePerS, ratePerS);
        best.cpuUs = Math.min(best.cpuUs, (user + system) / REQUESTS);
      };
      const unrecorded = noCost();
      const recorded = noCost();
      await round(noCost(), UNRECORDED);
      await round(noCost(), {});
      for (let n = 0; n < ROUNDS; n++) {
        // First one way round, then the other: whatever drifts meets both alike.
        if (n % 2 === 0) await round(unrecorded, UNRECORDED);
        await round(recorded, {});
        if (n % 2 === 1) await round(unrecorded, UNRECORDED);
      }
      return rowsOf(recorded, unrecorded);
    });
  } finally {
    await client.close();
  }
}

/** @returns {Cost} */
function noCost() {
  return { ratePerS: 0, cpuUs: Infinity };
}

/**
 * @param {Cost} recorded
 * @param {Cost} unrecorded
 */
function rowsOf(recorded, unrecorded) {
  return [
    ratioRow({
      name: 'requests/s recorded, against unrecorded',
      unit: '1/s',
      measured: recorded.ratePerS,
      reference: unrecorded.ratePerS,
      aim: { atLeast: 0.95 },
    }),
    ratioRow({
      name: 'CPU time of a request recorded, against unrecorded',
      unit: 'µs',
      measured: recorded.cpuUs,
      reference: unrecorded.cpuUs,
      aim: { atMost: 1.05 },
    }),
  ];
}
