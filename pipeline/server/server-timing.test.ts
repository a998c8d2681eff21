import { expect, test } from 'vitest';
import { serverTiming } from './server-timing.ts';

test('names the stages that took place, in their order, and the total', () => {
  const times = { seenNs: 1e9, sleepMs: 4, inferenceMs: 3.0004, poolWaitMs: 2, fetchMs: 1 };
  expect(serverTiming(times, 1e9 + 12.5e6)).toBe(
    'fetch;dur=1.000, pool-wait;dur=2.000, inference;dur=3.000, sleep;dur=4.000, total;dur=12.500',
  );
  expect(serverTiming({ seenNs: 0 }, 0)).toBe('total;dur=0.000');
  expect(serverTiming({ seenNs: 0, fetchMs: 0 }, 1e6)).toBe('fetch;dur=0.000, total;dur=1.000');
});

test('is what the W3C grammar allows, and never negative', () => {
  const entry = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+;dur=\d+\.\d{3}$/;
  const header = serverTiming({ seenNs: 5e6, fetchMs: -0.001, inferenceMs: 1e6 }, 0);
  for (const part of header.split(', ')) expect(part).toMatch(entry);
});
