import { describe, expect, it } from 'vitest';
import { isBuildSource } from './build.mjs';
import { decideInstall } from './install.mjs';
import { forgetNote, hashFiles, listFiles, readNote, writeNote } from './stamp.mjs';
import { put, tempDir } from './temp-dir.test-support.ts';

describe('hashFiles', () => {
  it('changes with content, name, absence and salt, and with nothing else', () => {
    const dir = tempDir();
    put(dir, 'a', 'one');
    put(dir, 'b', 'two');
    const before = hashFiles(dir, ['a', 'b']);
    expect(hashFiles(dir, ['b', 'a'])).toBe(before);
    expect(hashFiles(dir, ['a', 'b'], 'salt')).not.toBe(before);
    expect(hashFiles(dir, ['a', 'b', 'c'])).not.toBe(before);
    put(dir, 'b', 'three');
    expect(hashFiles(dir, ['a', 'b'])).not.toBe(before);
    put(dir, 'b', 'two');
    expect(hashFiles(dir, ['a', 'b'])).toBe(before);
  });
});

describe('listFiles', () => {
  it('lists what a build is made from, and forgives missing folders', () => {
    const dir = tempDir();
    for (const file of ['core/x/a.ts', 'core/a.test.ts', 'core/b.test-support.ts', 'host/cli.ts']) {
      put(dir, file);
    }
    expect(listFiles(dir, ['host', 'core', 'nowhere'], isBuildSource)).toEqual([
      'core/x/a.ts',
      'host/cli.ts',
    ]);
  });
});

describe('a note', () => {
  it('is read back until it is forgotten', () => {
    const file = `${tempDir()}/deep/note`;
    expect(readNote(file)).toBeUndefined();
    writeNote(file, 'text');
    expect(readNote(file)).toBe('text');
    forgetNote(file);
    expect(readNote(file)).toBeUndefined();
  });
});

describe('decideInstall', () => {
  const state = { hash: 'h', note: 'h', installedAtMs: 5, lockfileAtMs: 9 };
  it('installs when there is nothing, or the lockfile is another', () => {
    expect(decideInstall({ ...state, installedAtMs: undefined })).toBe('needed');
    expect(decideInstall({ ...state, note: 'other' })).toBe('needed');
  });
  it('goes by content, not by time, once it has a note', () => {
    expect(decideInstall(state)).toBe('done');
  });
  it("accepts a person's own npm ci when it is newer than the lockfile", () => {
    expect(decideInstall({ ...state, note: undefined, installedAtMs: 10 })).toBe('done-by-hand');
    expect(decideInstall({ ...state, note: undefined })).toBe('needed');
  });
});
