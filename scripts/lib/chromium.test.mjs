import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInstalledChromium } from './chromium.mjs';
import { put, tempDir } from './temp-dir.test-support.ts';

describe('findInstalledChromium', () => {
  it('prefers the order of names to the order of folders', () => {
    const dir = tempDir();
    put(dir, 'a/google-chrome', '', 0o755);
    const chromium = put(dir, 'b/chromium', '', 0o755);
    const PATH = [path.join(dir, 'a'), path.join(dir, 'b')].join(path.delimiter);
    expect(findInstalledChromium({ PATH }, 'linux')).toEqual({ phase: 'found', path: chromium });
  });
  it('passes over folders and files that cannot be run', () => {
    const dir = tempDir();
    put(dir, 'a/chromium', '', 0o644);
    put(dir, 'b/chromium/file');
    const edge = put(dir, 'b/microsoft-edge', '', 0o755);
    const PATH = [path.join(dir, 'a'), path.join(dir, 'b')].join(path.delimiter);
    expect(findInstalledChromium({ PATH }, 'linux')).toEqual({ phase: 'found', path: edge });
  });
  it('takes LOOPSCOPE_CHROMIUM before everything, and complains when it is wrong', () => {
    const dir = tempDir();
    put(dir, 'a/chromium', '', 0o755);
    const wish = put(dir, 'mine', '', 0o755);
    const PATH = path.join(dir, 'a');
    const find = (/** @type {string} */ file) =>
      findInstalledChromium({ PATH, LOOPSCOPE_CHROMIUM: file }, 'linux');
    expect(find(wish)).toEqual({ phase: 'found', path: wish });
    expect(find(`${wish}-not`)).toMatchObject({
      phase: 'missing',
      reason: expect.stringContaining('LOOPSCOPE_CHROMIUM'),
    });
  });
  it('finds nothing in an empty PATH', () => {
    expect(findInstalledChromium({}, 'linux')).toMatchObject({ phase: 'missing' });
  });
});
