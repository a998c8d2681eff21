// A bare node:http server that reads the body and answers every request with one prepared JSON text.
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

if (parentPort === null) throw new Error('this module runs in a worker thread only');
const port = parentPort;

const BODY = '{"item_id":1,"metadata":"item-1","prediction":0.246}';
const HEADERS = { 'content-type': 'application/json', 'content-length': BODY.length };

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, HEADERS);
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  port.postMessage(typeof address === 'object' ? address?.port : null);
});
