import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { downloadFailureReason, findElectron } from './electron.mjs';
import { put, tempDir } from './temp-dir.test-support.ts';

const MANIFEST = 'node_modules/electron/package.json';
const PATH_FILE = 'node_modules/electron/path.txt';
const BINARY = 'node_modules/electron/dist/electron';

describe('findElectron', () => {
  it('says that the package is not installed', () => {
    expect(findElectron(tempDir(), {})).toEqual({
      phase: 'missing',
      reason: 'the electron package is not installed',
    });
  });
  it('says that the program was never downloaded', () => {
    const dir = tempDir();
    put(dir, MANIFEST, '{}');
    expect(findElectron(dir, {})).toEqual({
      phase: 'missing',
      reason: 'it has not been downloaded',
    });
  });
  it('finds an executable file', () => {
    const dir = tempDir();
    put(dir, MANIFEST, '{}');
    put(dir, PATH_FILE, 'electron');
    const file = put(dir, BINARY, '', 0o755);
    expect(findElectron(dir, {})).toEqual({ phase: 'found', path: file });
  });
  it('tells a file that is gone from one that cannot be run', () => {
    const dir = tempDir();
    put(dir, MANIFEST, '{}');
    put(dir, PATH_FILE, 'electron');
    expect(findElectron(dir, {})).toMatchObject({ reason: 'its file is not there' });
    put(dir, BINARY, '', 0o644);
    expect(findElectron(dir, {})).toMatchObject({ reason: 'its file is not executable' });
  });
  it('honours ELECTRON_OVERRIDE_DIST_PATH, with and without path.txt', () => {
    const dir = tempDir();
    put(dir, MANIFEST, '{}');
    const file = put(dir, 'elsewhere/electron', '', 0o755);
    const env = { ELECTRON_OVERRIDE_DIST_PATH: path.join(dir, 'elsewhere') };
    expect(findElectron(dir, env)).toEqual({ phase: 'found', path: file });
    put(dir, PATH_FILE, 'other');
    expect(findElectron(dir, env)).toMatchObject({ phase: 'missing' });
  });
});

describe('downloadFailureReason', () => {
  it.each([
    ['Error: getaddrinfo ENOTFOUND some.host.example\n    at x', 'cannot be reached'],
    ['TypeError: fetch failed\n    at x', 'cannot be reached'],
    ['HTTPError: Response code 403 (Forbidden) for https://some.host.example/a', 'with 403'],
    ['Error: ENOSPC: no space left on device', 'disk is full'],
    ['Error: EACCES: permission denied', 'cannot be written'],
    ['Error: unable to verify the first certificate', 'secure connection'],
    ['Error: who knows, some.host.example', 'the download failed'],
  ])('%s', (output, expected) => {
    const reason = downloadFailureReason({ ok: false, code: 1, timedOut: false, output });
    expect(reason).toContain(expected);
    expect(reason).not.toMatch(/\n|example/);
  });
  it('names the time limit first', () => {
    const outcome = { ok: false, code: null, timedOut: true, output: 'ENOTFOUND' };
    expect(downloadFailureReason(outcome)).toContain('in time');
  });
});
