import { describe, expect, it } from 'vitest';
import { canEverRun, chooseNode, isAtLeast, nodeTooOldLine } from './node-choice.mjs';

const PINNED = { path: '/repo/node_modules/node', version: 'v24.21.0' };
const OLD = { path: '/usr/bin/node', version: 'v20.20.2' };
const NEW = { path: '/usr/bin/node', version: 'v22.13.0' };

describe('isAtLeast', () => {
  it.each([
    ['v22.13.0', true],
    ['v22.12.9', false],
    ['v22.13.1', true],
    ['v24.0.0', true],
    ['v9.99.99', false],
    ['nonsense', false],
  ])('%s against 22.13.0: %s', (version, expected) => {
    expect(isAtLeast(version, '22.13.0')).toBe(expected);
  });
});

describe('chooseNode', () => {
  it('takes the pinned one, whatever runs', () => {
    expect(chooseNode(PINNED, OLD)).toEqual({ ...PINNED, isRunning: false });
    expect(chooseNode(PINNED, NEW)).toEqual({ ...PINNED, isRunning: false });
  });
  it('knows that the pinned one is already running', () => {
    expect(chooseNode(PINNED, PINNED)?.isRunning).toBe(true);
  });
  it('falls back to a running one that is new enough', () => {
    expect(chooseNode(undefined, NEW)).toEqual({ ...NEW, isRunning: true });
  });
  it('has none when the running one is too old', () => {
    expect(chooseNode(undefined, OLD)).toBeUndefined();
  });
  it('asks for a newer Node in one line', () => {
    expect(nodeTooOldLine('v20.20.2')).toMatch(/^[^\n]*22\.13[^\n]*v20\.20\.2[^\n]*$/);
  });
});

describe('canEverRun', () => {
  it('lets an old Node install where a pinned one comes along', () => {
    expect(canEverRun({ platform: 'linux', arch: 'x64', version: 'v20.20.2' })).toBe(true);
    expect(canEverRun({ platform: 'darwin', arch: 'arm64', version: 'v20.20.2' })).toBe(false);
    expect(canEverRun({ platform: 'darwin', arch: 'arm64', version: 'v22.20.0' })).toBe(true);
  });
});
