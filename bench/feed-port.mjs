// The feed through a message port into another thread: encoded, posted, decoded and applied; against one message per span.
import { Worker } from 'node:worker_threads';
import { growingRun, SPANS_PER_BATCH, spanRow } from './feed-rows.mjs';
import { nextMessage } from './next-message.mjs';
import { paced } from './paced.mjs';

const BATCHES = 400;
const SINGLE_MESSAGES = 200_000;
/** Blocks of each; the best counts, because a shared machine only ever takes away. The first also warms the code. */
const BLOCKS = 4;

/** @returns {Promise<{ packedPerS: number, singlePerS: number }>} */
export async function feedThroughPort() {
  const worker = new Worker(new URL('./feed-port-thread.mjs', import.meta.url));
  await nextMessage(worker);
  const run = await growingRun();
  /** @type {(count: number) => void} */
  let taken = () => undefined;
  worker.on('message', (/** @type {number} */ count) => taken(count));
  const onTaken = (/** @type {(count: number) => void} */ told) => {
    taken = told;
  };
  const send = (/** @type {unknown} */ message) => worker.postMessage(message);
  await paced({ messages: 1, ahead: 1, send: () => send(run.first), onTaken });
  let packedPerS = 0;
  let singlePerS = 0;
  for (let block = 0; block < BLOCKS; block++) {
    const packedS = await paced({
      messages: BATCHES,
      ahead: 8,
      send: () => send(run.next()),
      onTaken,
    });
    packedPerS = Math.max(packedPerS, (BATCHES * SPANS_PER_BATCH) / packedS);
    const singleS = await paced({
      messages: SINGLE_MESSAGES,
      ahead: 8_000,
      send: (n) => send(spanRow(n)),
      onTaken,
    });
    singlePerS = Math.max(singlePerS, SINGLE_MESSAGES / singleS);
  }
  await worker.terminate();
  return { packedPerS, singlePerS };
}
