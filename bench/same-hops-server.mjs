// The hops of /predict_full_async and nothing else, for bench/pipeline.mjs: node:http, an awaited GET to a bare
// service, a message to a bare thread and back. No validation, no recording, no queue bound, no deadline.
import { createServer } from 'node:http';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { Pool } from 'undici';
import { nextMessage } from './next-message.mjs';

if (parentPort === null) throw new Error('this module runs in a worker thread only');
const port = parentPort;
/** @type {unknown} */
const given = workerData;
const { serviceOrigin, threads } = /** @type {{ serviceOrigin: string, threads: number }} */ (
  given
);

const service = new Pool(serviceOrigin, { connections: 256, pipelining: 1 });
const echo = new URL('./echo-thread.mjs', import.meta.url);
/** @type {Worker[]} */
const idle = Array.from({ length: threads }, () => new Worker(echo));
// Each says that it is ready.
await Promise.all(idle.map(nextMessage));
/** @type {((worker: Worker) => void)[]} */
const waiting = [];

/** @returns {Promise<Worker>} */
function freeWorker() {
  const worker = idle.pop();
  return worker === undefined
    ? new Promise((resolve) => waiting.push(resolve))
    : Promise.resolve(worker);
}

/**
 * @param {number} value
 * @returns {Promise<unknown>}
 */
async function inPool(value) {
  const worker = await freeWorker();
  worker.postMessage(value);
  const answer = await nextMessage(worker);
  const next = waiting.shift();
  if (next === undefined) idle.push(worker);
  else next(worker);
  return answer;
}

/** @typedef {{ item_id: number, feature_value: number }} Body */

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} text
 */
async function answer(response, text) {
  const { item_id, feature_value } = /** @type {Body} */ (parse(text));
  const { body } = await service.request({ path: `/items/${item_id}`, method: 'GET' });
  const { metadata } = /** @type {{ metadata: string }} */ (parse(await body.text()));
  const prediction = await inPool(feature_value);
  const json = JSON.stringify({ item_id, metadata, prediction });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': json.length });
  response.end(json);
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parse(text) {
  return JSON.parse(text);
}

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (/** @type {string} */ chunk) => (text += chunk));
  request.on('end', () => void answer(response, text));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  port.postMessage(typeof address === 'object' ? address?.port : null);
});
