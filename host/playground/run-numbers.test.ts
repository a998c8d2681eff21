import { expect, test } from 'vitest';
import { RunNumbers } from './run-numbers.ts';

test('an outside recording is numbered before the run that ends it, and keeps its number when it goes on', () => {
  const numbers = new RunNumbers();
  expect(numbers.next()).toBe(1);
  numbers.reserve();
  expect(numbers.next()).toBe(3);
  numbers.reserve();
  expect(numbers.next()).toBe(4);
  expect(numbers.takeReserved()).toBe(2);
  expect(numbers.takeReserved()).toBe(5);
});
