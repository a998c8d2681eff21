import { expect, test } from 'vitest';
import { editDistance, nearest } from './suggest.ts';

test('the nearest name, when one is near', () => {
  const known = ['--requests', '--rate', '--seed', '--fetch', '--fetch-timeout'];
  expect(nearest('--request', known)).toBe('--requests');
  expect(nearest('--sede', known)).toBe('--seed');
  expect(nearest('--fetch-time', known)).toBe('--fetch-timeout');
  expect(nearest('--zzzzzzzz', known)).toBeNull();
  expect(nearest('rnu', ['run', 'serve', 'demo'])).toBe('run');
  expect(nearest('x', ['run', 'serve', 'demo'])).toBeNull();
});

test('a swap of neighbours is one slip', () => {
  expect(editDistance('mdoe', 'mode')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('kitten', 'sitting')).toBe(3);
});
