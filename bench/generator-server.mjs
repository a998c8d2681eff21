// A bare node:http server on a thread of its own, for bench/generator.mjs. It measures the rate itself, from the
// first measured request to the last, so that every client is timed by the same clock in the same way.
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

if (parentPort === null) throw new Error('this module runs in a worker thread only');
const port = parentPort;

const BODY = '{"item_id":1,"metadata":"item-1","prediction":2}';
const HEADERS = { 'content-type': 'application/json', 'content-length': BODY.length };

let requests = 0;
let firstNs = 0n;
let lastNs = 0n;

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    lastNs = process.hrtime.bigint();
    if (requests++ === 0) firstNs = lastNs;
  }
  request.resume();
  response.writeHead(200, HEADERS);
  response.end(BODY);
});

// Asked for its count, it answers and starts from zero.
port.on('message', () => {
  port.postMessage({ requests, seconds: Number(lastNs - firstNs) / 1e9 });
  requests = 0;
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  port.postMessage(typeof address === 'object' ? address?.port : null);
});
