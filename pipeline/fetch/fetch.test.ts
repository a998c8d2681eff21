import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { answerMailbox, awaitMailbox, clearMailbox, createMailbox } from './blocking-mailbox.ts';
import { featureHeader, itemPath } from './feature-answer.ts';
import { parseAnswer } from './parse-answer.ts';

const features = { item_id: 7, metadata: 'item-7 é 漢' };

test('an answer of the feature service is parsed; whatever else it sends is a failure', () => {
  const body = JSON.stringify(features);
  expect(parseAnswer(200, body, 5)).toEqual({ outcome: 'ok', features, readyNs: 5 });
  expect(parseAnswer(500, body, 5)).toMatchObject({ outcome: 'failed', reason: /answered 500/ });
  for (const bad of ['', 'no json', '{}', '{"item_id": "7", "metadata": "x"}', 'null']) {
    expect(parseAnswer(200, bad, 5)).toMatchObject({ outcome: 'failed', reason: /unexpected/ });
  }
});

test('the feature service is told for whom it works, and which item', () => {
  expect(featureHeader(12, 3)).toBe('12:3');
  expect(itemPath(-5)).toBe('/items/-5');
});

test('what is put into a mailbox is what the waiting thread gets', () => {
  const mailbox = createMailbox();
  answerMailbox(mailbox, { outcome: 'ok', features, readyNs: 1234.5 });
  const answer = { outcome: 'ok', features, readyNs: 1234.5 };
  expect(awaitMailbox(mailbox, 0)).toEqual(answer);
  clearMailbox(mailbox);
  expect(awaitMailbox(mailbox, 5)).toBeNull();
  answerMailbox(mailbox, { outcome: 'timeout' });
  expect(awaitMailbox(mailbox, 0)).toEqual({ outcome: 'timeout' });
});

test('an answer that does not fit is an error, not a cut', () => {
  const mailbox = createMailbox();
  const long = { item_id: 7, metadata: 'x'.repeat(10_000) };
  answerMailbox(mailbox, { outcome: 'ok', features: long, readyNs: 1 });
  expect(awaitMailbox(mailbox, 0)).toMatchObject({ outcome: 'failed', reason: /does not fit/ });
});

test('a thread that sleeps on its mailbox is woken by the answer', async () => {
  const mailbox = createMailbox();
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const ints = new Int32Array(workerData, 0, 2);
     parentPort.postMessage('asleep');
     parentPort.postMessage(Atomics.wait(ints, 0, 0, 10000));`,
    { eval: true, workerData: mailbox },
  );
  const woken = new Promise((resolve) => {
    worker.on('message', (message) => {
      if (message === 'asleep') answerMailbox(mailbox, { outcome: 'timeout' });
      else resolve(message);
    });
  });
  // `not-equal` when the answer was there before it fell asleep.
  expect(['ok', 'not-equal']).toContain(await woken);
  await worker.terminate();
});
