// End-to-end tests: the built program in a real Chromium. Which Chromium is decided by
// scripts/lib/chromium.mjs; `npm run e2e` and `npm test` pass its path on.
import { defineConfig } from '@playwright/test';

const executablePath = process.env['LOOPSCOPE_CHROMIUM']; // else Playwright's own
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  reporter: [
    ['list'],
    ['json', { outputFile: 'node_modules/.cache/loopscope/playwright-report.json' }],
  ],
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined || executablePath === '' ? {} : { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
