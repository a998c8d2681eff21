// The server's thread as it is, except that a message makes it throw where nobody catches.
import { BroadcastChannel } from 'node:worker_threads';

new BroadcastChannel('loopscope-crash-for-a-test').onmessage = () => {
  setImmediate(() => {
    throw new Error('crashed for a test');
  });
};

// A computed address: else the types of the built program would be checked.
await import(new URL('../dist/workers/server.js', import.meta.url).href);
