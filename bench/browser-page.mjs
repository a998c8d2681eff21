// A page of our own in a real Chromium without a GPU: bundled in memory, served to that browser alone and to nothing else.
// Knows nothing of what the page measures.
import { chromium } from 'playwright';
import { build } from 'vite';

const ORIGIN = 'https://bench.invalid';
/** Without isolation the page's clock only has steps of 0.1 ms. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const HTML =
  '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/page.js"></script>';

/** @typedef {{ evaluate: (expression: string) => Promise<unknown>, close: () => Promise<void> }} BenchPage */

/** Why there is no browser, as scripts/lib/browser-environment.mjs says it; undefined: there is one. */
export function missingBrowser() {
  return process.env['LOOPSCOPE_NO_CHROMIUM'];
}

/**
 * @param {string} entry file whose module is the page
 * @param {{ width: number, height: number }} viewport
 * @returns {Promise<BenchPage>}
 */
export async function openBenchPage(entry, viewport) {
  const script = await bundled(entry);
  const executablePath = process.env['LOOPSCOPE_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined || executablePath === '' ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1 });
    page.on('pageerror', (error) => console.error(`bench page: ${error.message}`));
    await page.route('**/*', (route) => {
      const isScript = route.request().url() === `${ORIGIN}/page.js`;
      const contentType = isScript ? 'text/javascript' : 'text/html';
      return route.fulfill({ headers: ISOLATED, contentType, body: isScript ? script : HTML });
    });
    await page.goto(ORIGIN, { waitUntil: 'load' });
    return {
      evaluate: (expression) => page.evaluate(expression),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
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
