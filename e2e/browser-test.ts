// `test` for the specs that need a browser: without a Chromium they are skipped, and the report says why.
// Specs that need none import from @playwright/test directly and always run.
import { test as base } from '@playwright/test';

const missingReason = process.env['LOOPSCOPE_NO_CHROMIUM'];

export const test = base.extend<{ needsChromium: undefined }>({
  needsChromium: [
    // Playwright reads the names of wanted fixtures from this pattern; none are wanted.
    async ({}, use, testInfo) => {
      testInfo.skip(missingReason !== undefined, `no Chromium: ${missingReason ?? ''}`);
      await use(undefined);
    },
    { auto: true },
  ],
});
