import { expect, test } from 'vitest';
import type { PackedAnswers } from '../../core/contract/thread-messages.ts';
import { answerOf } from './answer-of.ts';

const TEXT = 'total;dur=1{"ü":1}no';
const ANSWERS: PackedAnswers = {
  runId: 'r',
  firstRequestId: 50,
  status: Uint16Array.of(200, 0, 503),
  bodyBytes: Uint32Array.of(8, 0, 9999),
  offsets: Uint32Array.of(0, 11, 19, 19, 19, 19, 21),
  bytes: Buffer.from(TEXT),
};

test('an answer is told whole; none where none came', () => {
  expect(answerOf(ANSWERS, 50)).toEqual({
    status: 200,
    serverTiming: 'total;dur=1',
    body: '{"ü":1}',
    bodyBytes: 8,
  });
  expect(answerOf(ANSWERS, 51)).toBeNull();
  expect(answerOf(ANSWERS, 52)).toEqual({
    status: 503,
    serverTiming: null,
    body: 'no',
    bodyBytes: 9999,
  });
  for (const id of [49, 53]) expect(answerOf(ANSWERS, id)).toBeNull();
  expect(answerOf(null, 50)).toBeNull();
});
