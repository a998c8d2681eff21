import { describe, expect, it } from 'vitest';
import { judgeImports } from './import-rules.mjs';

/** @type {(source: string, ...packages: string[]) => { source: string, dependencies: { resolved: string, module: string }[] }} */
const module = (source, ...packages) => ({
  source,
  dependencies: packages.map((name) => ({
    module: name,
    resolved: `node_modules/${name}/index.js`,
  })),
});
const CLEAN = { violations: [] };

describe('judgeImports', () => {
  it('counts modules of the program only', () => {
    const modules = [
      'core/a.ts',
      'host/b.ts',
      'scripts/c.mjs',
      'node_modules/x/i.js',
      'fs',
      'fs/promises',
    ];
    const result = { modules: modules.map((source) => module(source)), summary: CLEAN };
    expect(judgeImports(result, 2)).toEqual({ moduleCount: 2, problems: [] });
    expect(judgeImports(result, 3).problems).toHaveLength(1);
  });
  it('allows one importer of tinypool; tests do not count', () => {
    const one = [
      module('pipeline/pool.ts', 'tinypool'),
      module('pipeline/pool.test.ts', 'tinypool'),
    ];
    expect(judgeImports({ modules: one, summary: CLEAN }, 0).problems).toEqual([]);
    const two = [...one, module('host/pool.ts', 'tinypool')];
    expect(judgeImports({ modules: two, summary: CLEAN }, 0).problems).toHaveLength(1);
  });
  it('repeats what dependency-cruiser found', () => {
    const violation = {
      from: 'core/a.ts',
      to: 'host/b.ts',
      rule: { name: 'core-imports-only-itself' },
    };
    const result = { modules: [], summary: { violations: [violation] } };
    expect(judgeImports(result, 0).problems).toEqual([
      'core-imports-only-itself: core/a.ts -> host/b.ts',
    ]);
  });
});
