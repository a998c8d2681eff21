import { expect, test } from 'vitest';
import { LoopJudge, SAMPLE_MS } from './loop-watch.ts';

test('free while it beats, blocked when it has not beaten between two looks, and since when', () => {
  const judge = new LoopJudge();
  let nowMs = 1000;
  const look = (beats: number, down: string | null = null) =>
    judge.look(beats, (nowMs += SAMPLE_MS), down);
  expect(look(0)).toBeNull();
  expect(look(10)).toBeNull();
  const lastBeatMs = nowMs;
  expect(look(10)).toEqual({ phase: 'blocked', sinceMs: lastBeatMs });
  // Told once.
  expect(look(10)).toBeNull();
  expect(look(11)).toEqual({ phase: 'free' });
  expect(look(11, 'it died')).toEqual({ phase: 'down', reason: 'it died' });
  expect(look(11, 'it died')).toBeNull();
  // It is there again and may not have beaten yet.
  expect(look(11)).toEqual({ phase: 'free' });
  expect(look(11)).toMatchObject({ phase: 'blocked' });
});
