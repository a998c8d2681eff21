// An HTTP client on a thread of its own: a closed loop over keep-alive connections, as fast as the answers come. It
// times itself from the first request to the last answer. Spoken to by closed-loop.mjs only.
import { parentPort } from 'node:worker_threads';
import { Client } from 'undici';

if (parentPort === null) throw new Error('this module runs in a worker thread only');
const port = parentPort;

/** @typedef {import('./closed-loop.mjs').Batch} Batch */

port.on('message', (/** @type {Batch} */ batch) => {
  drive(batch).then(
    (seconds) => port.postMessage({ seconds, error: null }),
    (/** @type {unknown} */ error) => port.postMessage({ seconds: 0, error: String(error) }),
  );
});

/**
 * @param {Batch} batch
 * @returns {Promise<number>} seconds
 */
async function drive({ origin, path, headers, body, connections, requests }) {
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1 }));
  let left = requests;
  const loop = async (/** @type {Client} */ client) => {
    while (left-- > 0) await exchange(client, path, headers, body);
  };
  try {
    // Opens the connections before anything is timed.
    await Promise.all(clients.map((client) => exchange(client, path, headers, body)));
    const startNs = process.hrtime.bigint();
    await Promise.all(clients.map(loop));
    return Number(process.hrtime.bigint() - startNs) / 1e9;
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/**
 * One request; its answer is read and thrown away.
 * @param {Client} client
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {string} body
 * @returns {Promise<void>}
 */
function exchange(client, path, headers, body) {
  return new Promise((resolve, reject) => {
    let status = 0;
    client.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, code) => {
          status = code;
        },
        onResponseData: () => undefined,
        onResponseEnd: () => {
          if (status === 200) resolve();
          else reject(new Error(`POST ${path} answered ${status}`));
        },
        onResponseError: (_controller, error) => {
          reject(error);
        },
      },
    );
  });
}
