import { afterEach, expect, it } from 'vitest';
import { createServerStatus, ServerStatus } from '../../core/contract/server-status.ts';
import { createRing, RingWriter } from '../../core/trace/ring.ts';
import { LoopRecorder } from './loop-recorder.ts';

const MS = 1e6;
const recorders: LoopRecorder[] = [];

function newRecorder(): LoopRecorder {
  const ring = new RingWriter(createRing(16, 0));
  const recorder = new LoopRecorder(ring, new ServerStatus(createServerStatus()));
  recorders.push(recorder);
  return recorder;
}

afterEach(() => {
  for (const recorder of recorders.splice(0)) recorder.stop();
});

//   0    1    2    3    4    5 ms
//   |--- first answer --|
//        |-- second answer --|      only its last ms was charged to nobody
//        |- third -|                nothing of it was
it('charges every moment of the loop once when answers are written together', () => {
  const loop = newRecorder();
  expect(loop.heldLoopSince(1 * MS, 4 * MS)).toBe(1 * MS);
  expect(loop.heldLoopSince(2 * MS, 5 * MS)).toBe(4 * MS);
  expect(loop.heldLoopSince(2 * MS, 3 * MS)).toBe(0);
});

it('does not report what held the loop for less than 1 ms', () => {
  expect(newRecorder().heldLoopSince(7 * MS, 7.9 * MS)).toBe(0);
  expect(newRecorder().heldLoopSince(7 * MS, 8 * MS)).toBe(7 * MS);
});
