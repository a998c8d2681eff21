import { expect, test } from 'vitest';
import { keyCaps } from './key-caps.ts';

test.each([
  ['$mod+Enter', 'Linux x86_64', ['Ctrl', '↵']],
  ['$mod+Enter', 'MacIntel', ['⌘', '↵']],
  ['KeyW', 'Win32', ['W']],
  ['Alt+Digit1', 'Win32', ['Alt', '1']],
  ['Shift+?', 'Win32', ['?']],
  ['$mod+Period', 'Win32', ['Ctrl', '.']],
])('writes %s on %s as %j', (keys, platform, caps) => {
  expect(keyCaps(keys, platform)).toEqual(caps);
});
