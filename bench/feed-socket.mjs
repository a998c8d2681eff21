// The feed through a real WebSocket into a page of Chromium: encoded, sent, decoded and applied; against one JSON message per
// span, in the same page.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { WebSocketServer } from 'ws';
import { growingRun, SPANS_PER_BATCH, spanRow } from './feed-rows.mjs';
import { paced } from './paced.mjs';

const BATCHES = 200;
const SINGLE_MESSAGES = 40_000;
/** See feed-port.mjs. */
const BLOCKS = 4;
const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** What the page does with what comes; it runs there, built modules and all. */
const PAGE = `<!doctype html><script type="module">
import { FeedConsumer } from '/core/trace/feed-consumer.js';
const consumer = new FeedConsumer();
const socket = new WebSocket('ws://' + location.host + '/');
socket.binaryType = 'arraybuffer';
let singles = 0;
socket.onmessage = ({ data }) => {
  if (data instanceof ArrayBuffer) {
    if (consumer.apply(data) !== 'applied') throw new Error('a batch was not applied');
    socket.send('1');
    return;
  }
  consumer.spans.set(singles % consumer.spans.length, JSON.parse(data));
  if (++singles % 1000 === 0) socket.send('1000');
};
</script>`;

/**
 * @param {string} executablePath
 * @returns {Promise<{ packedPerS: number, singlePerS: number }>}
 */
export async function feedThroughSocket(executablePath) {
  const server = createServer((request, response) => void serve(request.url ?? '/', response));
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    /** @type {Promise<import('ws').WebSocket>} */
    const connected = new Promise((resolve) => sockets.once('connection', resolve));
    const page = await browser.newPage();
    /** @type {Promise<never>} */
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    failed.catch(() => undefined);
    await page.goto(`http://127.0.0.1:${port}/`);
    const socket = await Promise.race([connected, failed]);
    return await Promise.race([measure(socket), failed]);
  } finally {
    await browser.close();
    sockets.close();
    server.close();
  }
}

/** @param {import('ws').WebSocket} socket */
async function measure(socket) {
  const run = await growingRun();
  /** @type {(count: number) => void} */
  let taken = () => undefined;
  socket.on('message', (/** @type {Buffer} */ data) => taken(Number(data.toString('utf8'))));
  const onTaken = (/** @type {(count: number) => void} */ told) => {
    taken = told;
  };
  await paced({ messages: 1, ahead: 1, send: () => socket.send(run.first), onTaken });
  let packedPerS = 0;
  let singlePerS = 0;
  for (let block = 0; block < BLOCKS; block++) {
    const packedS = await paced({
      messages: BATCHES,
      ahead: 8,
      send: () => socket.send(run.next()),
      onTaken,
    });
    packedPerS = Math.max(packedPerS, (BATCHES * SPANS_PER_BATCH) / packedS);
    const singleS = await paced({
      messages: SINGLE_MESSAGES,
      ahead: 8_000,
      send: (n) => socket.send(JSON.stringify(spanRow(n))),
      onTaken,
    });
    singlePerS = Math.max(singlePerS, SINGLE_MESSAGES / singleS);
  }
  return { packedPerS, singlePerS };
}

/**
 * The page, and the built modules it imports.
 * @param {string} url
 * @param {import('node:http').ServerResponse} response
 */
async function serve(url, response) {
  if (url === '/') {
    response.setHeader('content-type', 'text/html').end(PAGE);
    return;
  }
  const file = path.join(DIST, url);
  const isModule = file.startsWith(path.join(DIST, 'core')) && file.endsWith('.js');
  const text = isModule ? await readFile(file, 'utf8').catch(() => null) : null;
  if (text === null) response.writeHead(404).end();
  else response.setHeader('content-type', 'text/javascript').end(text);
}
