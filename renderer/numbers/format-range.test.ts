import { expect, test } from 'vitest';
import { formatRange } from './format-range.ts';

test.each([
  [120, 480, '120–480 ms'],
  [0, 900, '0–900 ms'],
  [1200, 3400, '1.2–3.4 s'],
  [1203.4, 1205.1, '1.2034–1.2051 s'],
  [265, 270, '265–270 ms'],
  [2400, 2500, '2.4–2.5 s'],
  [1000, 3000, '1–3 s'],
  [100, 200, '100–200 ms'],
  [0.25, 0.5, '0.25–0.50 ms'],
])('%d to %d ms is %s', (startMs, endMs, text) => {
  expect(formatRange({ startMs, endMs })).toBe(text);
});
