// The far end of the message port: keeps a copy of the run, or sets single rows; says how many messages it has taken.
import { parentPort } from 'node:worker_threads';
import { loadFeedConsumer } from './built.mjs';

/** Single rows are acknowledged in heaps, so that answers cost nothing. */
const HEAP = 1_000;

const { FeedConsumer } = await loadFeedConsumer();
const consumer = new FeedConsumer();
let singles = 0;

parentPort?.on(
  'message',
  (/** @type {ArrayBuffer | import('../core/trace/span-columns.ts').SpanRow} */ message) => {
    if (message instanceof ArrayBuffer) {
      if (consumer.apply(message) !== 'applied') throw new Error('a batch was not applied');
      parentPort?.postMessage(1);
      return;
    }
    consumer.spans.set(singles % consumer.spans.length, message);
    if (++singles % HEAP === 0) parentPort?.postMessage(HEAP);
  },
);
parentPort?.postMessage('ready');
