import { expect, test } from 'vitest';
import { aboutTime } from './about-time.ts';

test.each([
  [0, '0.1 s'],
  [1_432, '1.4 s'],
  [9_960, '10 s'],
  [119_000, '119 s'],
  [150_000, '3 min'],
])('%d ms is about %s', (ms, text) => {
  expect(aboutTime(ms)).toBe(text);
});
