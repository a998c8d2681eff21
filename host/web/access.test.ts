// Tokens: how long each kind is good, that none stands for another, and that nothing forged is taken.
import { mkdtempSync, rmSync, statSync, writeFileSync, chmodSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Access, KEY_BYTES, LINK_MS, OPENING_LINK_MS, SESSION_MS } from './access.ts';
import { accessKey, KEY_FILE } from './access-key.ts';

const KEY = Buffer.alloc(KEY_BYTES, 7);

function at(nowMs: number, key = KEY): Access {
  return new Access(key, () => nowMs);
}

const START_MS = 1_000_000;

test.each([
  ['link', LINK_MS],
  ['opening', OPENING_LINK_MS],
] as const)('a %s is good for its time and then expired, not unknown', (kind, lifeMs) => {
  const token = at(START_MS).issue(kind);
  expect(at(START_MS).checkLink(token)).toBe('valid');
  expect(at(START_MS + lifeMs - 1).checkLink(token)).toBe('valid');
  expect(at(START_MS + lifeMs).checkLink(token)).toBe('expired');
  expect(at(START_MS - 5_000).checkLink(token)).toBe('valid'); // the clock was set back
});

test('a session lives for 30 days, and only as a session', () => {
  const token = at(START_MS).issue('session');
  expect(at(START_MS + SESSION_MS - 1).checkSession(token)).toBe('valid');
  expect(at(START_MS + SESSION_MS).checkSession(token)).toBe('expired');
  expect(at(START_MS).checkLink(token)).toBe('invalid');
  expect(at(START_MS).checkSession(at(START_MS).issue('link'))).toBe('invalid');
});

test('a forged, cut, lengthened or foreign token is invalid', () => {
  const token = at(START_MS).issue('link');
  const [time = '', nonce = '', signature = ''] = token.split('.');
  const later = (START_MS + LINK_MS).toString(36);
  for (const forged of [
    '',
    '.',
    '..',
    'null',
    token.slice(0, -2),
    `${later}.${nonce}.${signature}`,
    `${time}.${nonce}x.${signature}`,
    `${time}.${nonce}.`,
    `${time}${nonce}.${signature}`,
    `${token}${'A'.repeat(300)}`,
    at(START_MS, Buffer.alloc(KEY_BYTES, 8)).issue('link'),
  ]) {
    expect(at(START_MS).checkLink(forged), forged).toBe('invalid');
  }
  expect(at(START_MS).issue('link')).not.toBe(token);
});

test('a host is known by its data folder and its port', () => {
  const answer = at(START_MS).identify(7, 'who?');
  expect(at(0).isIdentity(7, 'who?', answer)).toBe(true);
  expect(at(0).isIdentity(7, 'who??', answer)).toBe(false);
  expect(at(0).isIdentity(8, 'who?', answer)).toBe(false);
  expect(at(0, Buffer.alloc(KEY_BYTES, 8)).isIdentity(7, 'who?', answer)).toBe(false);
  expect(at(0).isIdentity(7, 'who?', '<html>')).toBe(false);
});

test('the key is made once, for its owner only, and replaced when others could read it or it is none', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'loopscope-key-'));
  const dataDir = path.join(dir, 'new', 'data');
  const file = path.join(dataDir, KEY_FILE);
  const key = accessKey(dataDir, 'linux');
  expect(key).toHaveLength(KEY_BYTES);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(accessKey(dataDir, 'linux')).toEqual(key);

  chmodSync(file, 0o644);
  const second = accessKey(dataDir, 'linux');
  expect(second).not.toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  writeFileSync(file, 'half a k');
  expect(accessKey(dataDir, 'linux')).toHaveLength(KEY_BYTES);
  expect(readFileSync(file, 'utf8')).not.toContain('half');
  rmSync(dir, { recursive: true });
});

test('a data folder that cannot be one is said in words', () => {
  expect(() => accessKey('/dev/null/x', 'linux')).toThrow(
    'The data folder /dev/null/x cannot be used: a part of its path is no folder.',
  );
});
