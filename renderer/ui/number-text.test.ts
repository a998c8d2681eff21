import { expect, test } from 'vitest';
import { parseNumberText, steppedText } from './number-text.ts';

test.each([
  ['12', 12],
  [' 0.5 ', 0.5],
  ['.5', 0.5],
  ['1,000', 1000],
  ['1,234,567', 1_234_567],
  ['１０００', 1000],
  ['１２。５', 12.5],
  ['−3', -3],
  ['1e3', 1000],
])('reads %j as %d', (text, value) => {
  expect(parseNumberText(text)).toBe(value);
});

test.each(['', ' ', 'x', '0x10', '1,5', '1 000 000x', 'Infinity', 'NaN', '1e999', '--1', '.'])(
  'reads %j as no number',
  (text) => {
    expect(parseNumberText(text)).toBe(null);
  },
);

test('steps within the range and without noise', () => {
  expect(steppedText('0.1', 0.2, 0, 10)).toBe('0.3');
  expect(steppedText('9', 10, 0, 10)).toBe('10');
  expect(steppedText('2', -10, 1, 10)).toBe('1');
  expect(steppedText('x', 1, 1, 10)).toBe('2');
});
