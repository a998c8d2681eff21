// The Chromium that `npm run bench` found (scripts/with-build.mjs --browser), or the one that Playwright brought.
import { chromium } from 'playwright';

/**
 * Lets `use` work with a browser, and closes it whatever happened.
 * @template T
 * @param {(browser: import('playwright').Browser) => Promise<T>} use
 * @param {readonly string[]} [args] for Chromium itself
 * @returns {Promise<T>}
 */
export async function withChromium(use, args = []) {
  const executablePath = process.env['LOOPSCOPE_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    // Buttons are found by their English words.
    args: ['--lang=en-US', ...args],
    // Chromium's sandbox needs a user other than root, which a container often has not.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
