// How the browser tests are told which Chromium to use, or why there is none. playwright.config.ts and
// e2e/browser-test.ts read these two names.
import { obtainChromium } from './chromium.mjs';
import { progress } from './progress.mjs';

/**
 * @param {import('./node-choice.mjs').ChosenNode} node
 * @returns {Promise<Record<string, string>>}
 */
export async function browserEnvironment(node) {
  const chromium = await obtainChromium(node, { again: false });
  if (chromium.phase === 'found') return { LOOPSCOPE_CHROMIUM: chromium.path };
  progress(`The tests that need a browser will be skipped: ${chromium.reason}.`);
  return { LOOPSCOPE_NO_CHROMIUM: chromium.reason };
}
