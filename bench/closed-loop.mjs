// The same client for every server that is measured, on a thread of its own.
import { Worker } from 'node:worker_threads';
import { nextMessage } from './next-message.mjs';

/**
 * @typedef {object} Batch
 * @property {string} origin
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number} connections
 * @property {number} requests
 */

export const PREDICT = {
  path: '/predict_full_async',
  headers: { 'content-type': 'application/json' },
  body: '{"item_id":1,"feature_value":0.123}',
};

export class ClosedLoop {
  #worker = new Worker(new URL('./closed-loop-thread.mjs', import.meta.url));

  /**
   * Sends a batch.
   * @param {Batch} batch
   * @returns {Promise<number>} answers per second
   * @throws Error when a request was not answered with 200
   */
  async ratePerS(batch) {
    this.#worker.postMessage(batch);
    const message = await nextMessage(this.#worker);
    const { seconds, error } = /** @type {{ seconds: number, error: string | null }} */ (message);
    if (error !== null) throw new Error(error);
    return batch.requests / seconds;
  }

  async close() {
    await this.#worker.terminate();
  }
}
