// The least a pool thread can do: answer each message with twice its number.
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', (/** @type {number} */ value) => parentPort?.postMessage(2 * value));
parentPort?.postMessage('ready');
