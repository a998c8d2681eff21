import { expect, test } from 'vitest';
import { Lane, laneName, MAX_POOL_THREADS, poolLane, poolThreadOfLane } from './lane.ts';

test('a pool thread and its lane name each other; no resource lane is a thread', () => {
  for (let thread = 1; thread <= MAX_POOL_THREADS; thread++) {
    expect(poolThreadOfLane(poolLane(thread))).toBe(thread);
    expect(laneName(poolLane(thread), 0)).toBe(`thread-${thread}`);
  }
  for (const lane of Object.values(Lane)) expect(poolThreadOfLane(lane)).toBeNull();
  for (const thread of [0, 65, NaN]) expect(() => poolLane(thread)).toThrow(RangeError);
});

test('lanes are named by resource, or by the request that lies on them', () => {
  expect(laneName(Lane.EventLoop, 5)).toBe('event-loop');
  expect(laneName(Lane.Request, 'outside-2')).toBe('request-outside-2');
  expect(() => laneName(9, 1)).toThrow(RangeError);
});
