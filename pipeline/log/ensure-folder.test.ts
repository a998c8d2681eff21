import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ensureFolder } from './ensure-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'loopscope-folder-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

it('makes a folder with its parents, and is content with one that is there', () => {
  const path = join(root, 'a', 'b c', '文件');
  ensureFolder(path);
  ensureFolder(path);
  expect(existsSync(path)).toBe(true);
});

it('says what stands in the way', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => {
    ensureFolder(join(file, 'below'));
  }).toThrow(/ENOTDIR|EEXIST|ENOENT/);
});

it.runIf(existsSync('/proc/self'))('comes back where no folder can be made', () => {
  expect(() => {
    ensureFolder('/proc/nope/log');
  }).toThrow('ENOENT');
});
