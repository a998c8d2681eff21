// The built load generator's thread, spoken to as the host does, for bench/generator.mjs: fires a plan and reads back
// what it recorded.
import { Worker } from 'node:worker_threads';

const dist = new URL('../dist/', import.meta.url);
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the built module has no types
const { createRing, RingReader } = /** @type {RingModule} */ (
  await import(new URL('core/trace/ring.js', dist).href)
);

/** Room for begin and end of 10,000 requests and the probes. */
const RING_RECORDS = 32_768;
const REQUEST_KIND = 1;
const BEGIN = 1;

/**
 * @typedef {Pick<typeof import('../core/trace/ring.ts'), 'createRing' | 'RingReader'>} RingModule
 * @typedef {import('../core/contract/thread-messages.ts').GeneratorInit} GeneratorInit
 * @typedef {import('../core/contract/thread-messages.ts').ThreadMessage} ThreadMessage
 * @typedef {import('../core/contract/thread-messages.ts').GeneratorPlan} GeneratorPlan
 * @typedef {import('../core/contract/scenario.ts').Scenario} Scenario
 */

/** @param {string} origin */
export function startGenerator(origin) {
  const ring = createRing(RING_RECORDS, 1);
  const reader = new RingReader(ring);
  const pacerUrl = new URL('workers/pacer.js', dist).href;
  /** @type {GeneratorInit} */
  const workerData = { schemaVersion: 1, ring, pacerUrl };
  const worker = new Worker(new URL('workers/load-generator.js', dist), { workerData });
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let nextId = 1;
  worker.on('message', (/** @type {ThreadMessage} */ message) => {
    if (message.type === 'result') waiting.get(message.id)?.resolve(message.value);
    if (message.type === 'error') waiting.get(message.id)?.reject(new Error(message.message));
  });

  /**
   * @param {string} command
   * @param {unknown} argument
   */
  const call = (command, argument) =>
    new Promise((resolve, reject) => {
      waiting.set(nextId, { resolve, reject });
      worker.postMessage({ type: 'command', id: nextId++, command, argument });
    });

  return {
    /**
     * Fires a scenario once.
     * @param {Scenario} scenario
     * @returns {Promise<number[]>} send errors in ms, of every request
     */
    async fire(scenario) {
      /** @type {GeneratorPlan} */
      const plan = { origin, runId: 'bench', firstRequestId: 1, scenario };
      await call('prepare', plan);
      await call('fire', { startNs: Number(process.hrtime.bigint()) + 20e6 });
      /** @type {number[]} */
      const sendErrorsMs = [];
      reader.drain(({ op, kind, timeNs, value }) => {
        if (op === BEGIN && kind === REQUEST_KIND) sendErrorsMs.push((value - timeNs) / 1e6);
      });
      return sendErrorsMs;
    },
    async close() {
      await call('close', null);
      await worker.terminate();
    },
  };
}
