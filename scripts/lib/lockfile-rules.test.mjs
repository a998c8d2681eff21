import { describe, expect, it } from 'vitest';
import { lockfileProblems, versionProblems } from './lockfile-rules.mjs';

describe('lockfileProblems', () => {
  it('allows addresses only where they inform people', () => {
    const entry = { version: '1.0.0', funding: { url: 'https://some.host.example/x' } };
    expect(lockfileProblems({ packages: { 'node_modules/a': entry } })).toEqual([]);
  });
  it('refuses any other, and says where', () => {
    const entry = { version: '1.0.0', resolved: 'https://some.host.example/a.tgz' };
    expect(lockfileProblems({ packages: { 'node_modules/a': entry } })).toEqual([
      'package-lock.json names a host at /packages/node_modules/a/resolved',
    ]);
  });
});

describe('versionProblems', () => {
  it('wants exact versions in every list', () => {
    expect(
      versionProblems({ dependencies: { a: '1.2.3' }, devDependencies: { b: '1.0.0-rc.1' } }),
    ).toEqual([]);
    for (const version of ['^1.2.3', '~1.2.3', '1.x', 'latest', 'git+ssh://x', '>=1.0.0']) {
      expect(versionProblems({ optionalDependencies: { a: version } })).toHaveLength(1);
    }
  });
});
