// The largest run there is: 10,000 requests by 200 users. Everything is answered, nothing is lost from the record, and
// the process stays small. run.mjs gives every benchmark a process of its own, so this one's memory is its own.
import { loadScenario } from './built.mjs';
import { ratioRow, valueRow } from './row.mjs';
import { withTemporaryHost } from './temporary-host.mjs';

const SAMPLE_MS = 50;
const REQUESTS = 10_000;
const USERS = 200;
const STAGE_MS = 1;
const THREADS = 4;
const MIB = 1_048_576;
const LIMIT_MIB = 600;

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchMemory() {
  const { DEFAULT_SCENARIO } = await loadScenario();
  return withTemporaryHost(async (host) => {
    /** @type {import('../core/contract/scenario.ts').Scenario} */
    const scenario = {
      ...DEFAULT_SCENARIO,
      mode: 'async-pool',
      requests: REQUESTS,
      arrival: { kind: 'closed', users: USERS, thinkMs: 0 },
      fetch: { law: 'fixed', ms: STAGE_MS },
      inference: { law: 'fixed', ms: STAGE_MS },
      pool: { ...DEFAULT_SCENARIO.pool, threads: THREADS },
    };
    await host.select(scenario);
    const before = process.memoryUsage.rss();
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, SAMPLE_MS);
    const { summary } = await host.run(scenario);
    clearInterval(sampling);
    // The kernel's own high-water mark (KiB) sees what lies between two samples.
    peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
    return rowsOf(summary, before / MIB, peak / MIB);
  });
}

/**
 * @param {import('../core/contract/run-document.ts').RunSummary} summary
 * @param {number} beforeMib
 * @param {number} peakMib
 * @returns {import('./row.mjs').Row[]}
 */
function rowsOf(summary, beforeMib, peakMib) {
  const name = `${REQUESTS.toLocaleString('en-US')} requests, ${USERS} users, ${STAGE_MS} ms stages, pool ${THREADS}`;
  return [
    ratioRow({
      name: `${name}: answered with 200`,
      unit: 'requests',
      measured: summary.byStatus['200'] ?? 0,
      reference: REQUESTS,
      aim: { atLeast: 1 },
    }),
    valueRow({
      name: `${name}: records lost`,
      unit: 'records',
      measured: summary.droppedRecords,
      reference: null,
      aim: { atMost: 0 },
    }),
    valueRow({
      name: `${name}: peak memory, against before the run`,
      unit: 'MiB',
      measured: peakMib,
      reference: beforeMib,
      aim: { atMost: LIMIT_MIB },
    }),
    ratioRow({
      name: `${name}: requests/s, against what the pool allows`,
      unit: '1/s',
      measured: summary.throughputPerS,
      reference: (1000 / STAGE_MS) * THREADS,
      aim: { atLeast: 0.3 },
    }),
  ];
}
