import { expect, test } from 'vitest';
import { addBody, Answers, KEPT_BODY_BYTES, noAnswer, type Answer } from './answers.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (part: Uint8Array): string => Buffer.from(part).toString();

function answered(timing: string | null, ...chunks: string[]): Answer {
  const answer = noAnswer();
  answer.serverTiming = timing === null ? null : bytes(timing);
  for (const chunk of chunks) addBody(answer, bytes(chunk));
  return answer;
}

test('a body is kept up to its bound, and counted whole', () => {
  expect(answered(null)).toMatchObject({ body: null, bodyBytes: 0 });
  const pieces = answered(null, 'ab', 'cd');
  expect([text(pieces.body!), pieces.bodyBytes]).toEqual(['abcd', 4]);
  const long = answered(null, 'x'.repeat(KEPT_BODY_BYTES + 5), 'y');
  expect([text(long.body!), long.bodyBytes]).toEqual([
    'x'.repeat(KEPT_BODY_BYTES),
    KEPT_BODY_BYTES + 6,
  ]);
  // Not the memory of the whole piece.
  expect(long.body!.buffer.byteLength).toBe(KEPT_BODY_BYTES);
  const crossing = answered(null, 'x'.repeat(KEPT_BODY_BYTES - 1), 'yz');
  expect(text(crossing.body!).endsWith('xy')).toBe(true);
  expect(crossing.body).toHaveLength(KEPT_BODY_BYTES);
});

test('all answers of a run are packed, one can be asked for, and none of another run', () => {
  const answers = new Answers('r-1', 50, 3);
  answers.keep(2, 503, answered(null, '{"detail":"…"}'));
  answers.keep(0, 200, answered('total;dur=1', '{}'));
  const all = answers.pack('r-1', null)!;
  expect(all).toMatchObject({ runId: 'r-1', firstRequestId: 50 });
  expect([...all.status]).toEqual([200, 0, 503]);
  expect([...all.bodyBytes]).toEqual([2, 0, 16]);
  const piece = (n: number): string => text(all.bytes.subarray(all.offsets[n], all.offsets[n + 1]));
  expect([0, 1, 2, 3, 4, 5].map(piece)).toEqual([
    'total;dur=1',
    '{}',
    '',
    '',
    '',
    '{"detail":"…"}',
  ]);
  const one = answers.pack('r-1', 52)!;
  expect(one.firstRequestId).toBe(52);
  expect([...one.status]).toEqual([503]);
  expect(text(one.bytes)).toBe('{"detail":"…"}');
  expect(answers.pack('r-1', 49)).toBeNull();
  expect(answers.pack('r-1', 53)).toBeNull();
  expect(answers.pack('r-2', null)).toBeNull();
});
