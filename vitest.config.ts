// Three kinds of tests. `unit` and `renderer` (in a DOM) run in parallel, need no build and measure no time; `live` starts the
// built threads and compares times, so its files run one by one, after all unit tests have finished.
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vitest/config';

const CODE = '{core,pipeline,host,workers,scripts,bench}';
const LIVE = '**/*.live.test.ts';

/**
 * Sources start threads by `new URL('../workers/x.js', import.meta.url)`, which holds in dist/.
 * Tests run the sources, so the same expression is pointed at the built threads.
 */
const useBuiltWorkers: Plugin = {
  name: 'loopscope:use-built-workers',
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('/node_modules/') || !code.includes('workers/')) return undefined;
    return code.replaceAll(/(new URL\(\s*['"`](?:\.\.\/)+)(workers\/)/g, '$1dist/$2');
  },
};

export default defineConfig({
  plugins: [useBuiltWorkers],
  test: {
    reporters: [
      'default',
      ['json', { outputFile: 'node_modules/.cache/loopscope/vitest-report.json' }],
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${CODE}/**/*.test.{ts,mjs}`],
          exclude: [LIVE],
          pool: 'forks',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          pool: 'forks',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'live',
          include: [`${CODE}/${LIVE}`],
          pool: 'forks',
          maxWorkers: 1,
          globalSetup: './scripts/lib/vitest-global-setup.mjs',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
