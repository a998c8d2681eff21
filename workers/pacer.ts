// Entry point of the pacer thread: orders come in, reports of what is due go out.
import { parentPort, workerData } from 'node:worker_threads';
import { pace, type PaceOrder } from '../pipeline/load/pace.ts';
import { PACER_READY, type PacerThreadData } from '../pipeline/load/pacer.ts';

if (parentPort === null) throw new Error('the pacer runs in a worker thread only');
const port = parentPort;
const control = new Int32Array((workerData as PacerThreadData).control);

port.on('message', (order: PaceOrder) => {
  pace(order, control, (report) => port.postMessage(report));
});
port.postMessage(PACER_READY);
