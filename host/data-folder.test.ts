import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ensureDataFolder } from './data-folder.ts';

it.runIf(existsSync('/proc/self'))('comes back where no folder can be made', () => {
  expect(() => {
    ensureDataFolder('/proc/nope/data');
  }).toThrow('ENOENT');
});
