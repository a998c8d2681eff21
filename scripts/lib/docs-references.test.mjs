import { describe, expect, it } from 'vitest';
import { brokenReferences, extractReferences, looksLikeOurPath } from './docs-references.mjs';

const PROJECT = {
  scripts: ['start', 'test', 'lint', 'docs:check'],
  topLevel: ['README.md', 'core', 'docs', 'package.json'],
  exists: (/** @type {string} */ file) =>
    ['README.md', 'docs/A.md', 'core', 'core/', 'core/trace.ts', 'package.json'].includes(file),
};
const check = (/** @type {string} */ text, file = 'README.md') =>
  brokenReferences(file, text, PROJECT);

describe('links', () => {
  it('follows relative ones from the folder of the text', () => {
    expect(check('[a](docs/A.md#part) ![b](core/trace.ts "title")')).toEqual([]);
    expect(check('[a](A.md) [up](../README.md)', 'docs/B.md')).toEqual([]);
    expect(check('[a](A.md)')).toEqual(['README.md: the link to A.md leads nowhere']);
  });
  it('leaves addresses, anchors and code alone', () => {
    expect(
      check('[a](https://x.example/y) [b](#part) [c](mailto:x@y.example) `[d](e.md)`'),
    ).toEqual([]);
  });
});

describe('paths in backticks', () => {
  it('must exist', () => {
    expect(check('`core/trace.ts` `core/` `package.json` `A.md`', 'docs/B.md')).toEqual([]);
    expect(check('`core/gone.ts`')).toEqual(['README.md: `core/gone.ts` does not exist']);
  });
  it('count as ours by their first folder or by an ending of code', () => {
    const isOurs = (/** @type {string} */ code) => looksLikeOurPath(code, PROJECT.topLevel);
    expect(['core/x', 'old/x.ts', 'README.md', 'package.json'].every(isOurs)).toBe(true);
    expect(
      [
        'text/html',
        '/docs',
        'out.json',
        'core',
        'a/b',
        '*.test.ts',
        '@x/y.ts',
        'run --json -',
      ].some(isOurs),
    ).toBe(false);
  });
  it('are not looked for in fenced blocks', () => {
    expect(check('```sh\ncat `core/gone.ts`\n```\n')).toEqual([]);
  });
  it('may name what a build makes', () => {
    expect(check('`dist/host/cli.ts`')).toEqual([]);
  });
});

describe('npm scripts', () => {
  it('must be in package.json', () => {
    expect(check('`npm start`, `npm run -s lint -- --x`, `npm run docs:check`, `npm ci`')).toEqual(
      [],
    );
    expect(check('`npm run gone`')).toEqual([
      'README.md: "npm run gone" is not a script of package.json',
    ]);
    expect(check('`npm strat`')).toEqual([
      'README.md: "npm strat" is not a script of package.json',
    ]);
  });
  it('are looked for in fenced blocks, not in prose', () => {
    expect(check('```\nnpm run gone\nnpm test\n```\n')).toHaveLength(1);
    expect(check('npm is needed, and npm run well.')).toEqual([]);
  });
  it('are found behind options', () => {
    expect(extractReferences('`npm run -s loopscope -- run`').npm).toEqual([
      { isRun: true, name: 'loopscope' },
    ]);
    expect(extractReferences('`npm -s run gone`').npm).toEqual([{ isRun: true, name: 'gone' }]);
  });
});
