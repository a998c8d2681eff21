import { expect, it } from 'vitest';
import { FIRST_OUTSIDE_ID, OUTSIDE_IDS_PER_GENERATION, requestLabel } from './request-label.ts';

it('counts measured requests from 1 in their run', () => {
  expect(requestLabel(500, 500)).toBe(1);
  expect(requestLabel(512, 500)).toBe(13);
});

it('counts outside requests from 1 in the life of their server', () => {
  expect(requestLabel(FIRST_OUTSIDE_ID, 1)).toBe('outside-1');
  expect(requestLabel(FIRST_OUTSIDE_ID + 41, 1)).toBe('outside-42');
});

it('tells requests of a server that was started again from those before', () => {
  expect(requestLabel(FIRST_OUTSIDE_ID + 2 * OUTSIDE_IDS_PER_GENERATION, 1)).toBe('outside-3.1');
});
