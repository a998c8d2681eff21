// A page of our own in a real Chromium without a GPU: bundled in memory, served to that browser alone and to nothing else.
// Knows nothing of what the page measures.
import { build } from 'vite';
import { withChromium } from './chromium.mjs';

const ORIGIN = 'https://bench.invalid';
/** Without isolation the page's clock only has steps of 0.1 ms. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const HTML =
  '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/page.js"></script>';

/**
 * Lets `use` evaluate expressions in the page, and closes it whatever happened.
 * @template T
 * @param {string} entry file whose module is the page
 * @param {{ width: number, height: number }} viewport
 * @param {(evaluate: (expression: string) => Promise<unknown>) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withBenchPage(entry, viewport, use) {
  const script = await bundled(entry);
  return withChromium(
    async (browser) => {
      const page = await browser.newPage({ viewport, deviceScaleFactor: 1 });
      page.on('pageerror', (error) => console.error(`bench page: ${error.message}`));
      await page.route('**/*', (route) => {
        const isScript = route.request().url() === `${ORIGIN}/page.js`;
        const contentType = isScript ? 'text/javascript' : 'text/html';
        return route.fulfill({ headers: ISOLATED, contentType, body: isScript ? script : HTML });
      });
      await page.goto(ORIGIN, { waitUntil: 'load' });
      return use((expression) => page.evaluate(expression));
    },
    ['--disable-gpu'],
  );
}

/** @param {string} entry */
async function bundled(entry) {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: { input: entry },
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const [chunk, ...others] = outputs.filter(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${entry}: not one script`);
  return chunk.code;
}
