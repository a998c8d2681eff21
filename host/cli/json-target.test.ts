import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runOf } from '../../core/export/run-document.test-support.ts';
import { openJsonTarget, writeJson } from './json-target.ts';
import { MemorySink } from './memory-io.test-support.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'loopscope-json-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const TEXT = `${JSON.stringify(runOf([]))}\n`;
const isRoot = process.getuid?.() === 0;

test('a file is written whole, over an older one too, and nothing is left beside it', async () => {
  for (const before of [null, 'older']) {
    if (before !== null) await writeFile(path.join(dir, 'run.json'), before);
    const target = await openJsonTarget('run.json', dir);
    expect(await readdir(dir)).toEqual(before === null ? [] : ['run.json']);
    await writeJson(target, runOf([]), new MemorySink());
    expect(await readFile(path.join(dir, 'run.json'), 'utf8')).toBe(TEXT);
    expect(await readdir(dir)).toEqual(['run.json']);
  }
});

test('a link stays a link', async () => {
  await writeFile(path.join(dir, 'real.json'), '');
  await symlink('real.json', path.join(dir, 'link.json'));
  await writeJson(await openJsonTarget('link.json', dir), runOf([]), new MemorySink());
  expect(await readFile(path.join(dir, 'real.json'), 'utf8')).toBe(TEXT);
});

test('a device is written into, never replaced', async () => {
  const target = await openJsonTarget('/dev/null', dir);
  expect(target).toEqual({ kind: 'stream', path: '/dev/null' });
  await writeJson(target, runOf([]), new MemorySink());
});

test('- is standard output: one document and a newline', async () => {
  const out = new MemorySink();
  await writeJson(await openJsonTarget('-', dir), runOf([]), out);
  expect(out.text).toBe(TEXT);
});

test('what cannot be written is found out before', async () => {
  await mkdir(path.join(dir, 'folder'));
  await writeFile(path.join(dir, 'file'), '');
  await expect(openJsonTarget('folder', dir)).rejects.toThrow(
    '--json folder cannot be written: it is a folder.',
  );
  await expect(openJsonTarget('no/x.json', dir)).rejects.toThrow('its folder does not exist.');
  await expect(openJsonTarget('file/x.json', dir)).rejects.toThrow(
    'a part of its path is no folder.',
  );
});

test.skipIf(isRoot)('without permission (not as root, who has every permission)', async () => {
  await writeFile(path.join(dir, 'mine.json'), '', { mode: 0o400 });
  await expect(openJsonTarget('mine.json', dir)).rejects.toThrow('permission denied.');
  await chmod(dir, 0o500);
  await expect(openJsonTarget('new.json', dir)).rejects.toThrow('permission denied.');
  await chmod(dir, 0o700);
});

test('a folder that goes away during the run is said in words', async () => {
  await mkdir(path.join(dir, 'gone'));
  const target = await openJsonTarget('gone/run.json', dir);
  await rm(path.join(dir, 'gone'), { recursive: true });
  await expect(writeJson(target, runOf([]), new MemorySink())).rejects.toThrow(
    /run\.json could not be written: its folder does not exist\.$/,
  );
});
