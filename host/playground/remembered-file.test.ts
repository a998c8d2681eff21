import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../core/contract/settings.ts';
import { tempDir } from '../../scripts/lib/temp-dir.test-support.ts';
import { scenarioBeside, settingsIn } from './settings-file.ts';

let dir: string;
let file: string;
let problems: string[];

beforeEach(() => {
  dir = tempDir();
  file = join(dir, 'settings.json');
  problems = [];
});

const settings = () => settingsIn(file, (text) => problems.push(text));
const DARK: Settings = { ...DEFAULT_SETTINGS, theme: 'dark' };

test('without a file the defaults hold, and nothing is said', () => {
  expect(settings().read()).toEqual(DEFAULT_SETTINGS);
  expect(problems).toEqual([]);
});

test('what was saved last is read again, and no other file is left', async () => {
  const first = settings();
  first.save(DEFAULT_SETTINGS);
  first.save(DARK);
  await first.flush();
  expect(settings().read()).toEqual(DARK);
  expect(readdirSync(dir)).toEqual(['settings.json']);
  // Nothing waits: nothing is written.
  rmSync(file);
  await first.flush();
  expect(existsSync(file)).toBe(false);
});

test('it is written by itself a moment later', async () => {
  settings().save(DARK);
  await expect.poll(() => existsSync(file), { timeout: 3000 }).toBe(true);
});

test.each([
  ['is cut off', '{"schemaVersion": 1, "the'],
  ['is of another version', '{"schemaVersion": 2}'],
  ['is something else', '[]'],
])('a file that %s: defaults, said, kept as it was', (_name, text) => {
  writeFileSync(file, text);
  expect(settings().read()).toEqual(DEFAULT_SETTINGS);
  expect(problems.join()).toMatch(
    /settings in .*settings\.json could not be read.*settings\.bad\.json/,
  );
  expect(readFileSync(join(dir, 'settings.bad.json'), 'utf8')).toBe(text);
  expect(existsSync(file)).toBe(false);
});

test('a field that cannot be read falls back alone; the file is kept as it was', () => {
  const text = JSON.stringify({ ...DARK, language: 'tlh' });
  writeFileSync(file, text);
  expect(settings().read()).toEqual(DARK);
  expect(problems.join()).toMatch(/Some of the settings/);
  expect(readFileSync(join(dir, 'settings.bad.json'), 'utf8')).toBe(text);
  // The order of keys is nobody's business.
  problems.length = 0;
  writeFileSync(file, JSON.stringify(Object.fromEntries(Object.entries(DARK).reverse())));
  expect(settings().read()).toEqual(DARK);
  expect(problems).toEqual([]);
});

test('a folder that is missing is made; what cannot be written is said once', async () => {
  const nested = scenarioBeside(join(dir, 'a', 'settings.json'), (text) => problems.push(text));
  const scenario = nested.read();
  nested.save({ ...scenario, seed: 7 });
  await nested.flush();
  expect(nested.read().seed).toBe(7);
  mkdirSync(file);
  const blocked = settings();
  for (let n = 0; n < 2; n++) {
    blocked.save(DARK);
    await blocked.flush();
  }
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/settings could not be saved/);
  rmSync(file, { recursive: true });
  blocked.save(DARK);
  await blocked.flush();
  expect(settings().read()).toEqual(DARK);
});
