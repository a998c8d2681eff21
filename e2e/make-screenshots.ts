// `npm run screenshots`: the pictures of the README, taken from the real window after real runs. Not a test: it looks at nothing
// and compares nothing, so that a picture never has to be approved before the words around it.
import { chromium, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WebApp } from './web-app.ts';

const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const SIZE = { width: 1440, height: 900 };
const RUN_LIMIT_MS = 30_000;

async function main(): Promise<void> {
  const missing = process.env['LOOPSCOPE_NO_CHROMIUM'];
  if (missing !== undefined) throw new Error(`no screenshots without a Chromium: ${missing}`);
  mkdirSync(FOLDER, { recursive: true });
  const executablePath = process.env['LOOPSCOPE_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
  const app = new WebApp();
  try {
    await app.start();
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: SIZE, colorScheme, locale: 'en-US' });
      const page = await context.newPage();
      await page.goto(app.pageUrl);
      await page.keyboard.press('Alt+3');
      await fire(page, 'Control+Enter', 1);
      await picture(page, `async-io-${colorScheme}`);
      await page.getByRole('button', { name: 'Run all', exact: true }).click();
      await ended(page, 4);
      await picture(page, `all-modes-${colorScheme}`);
      await context.close();
    }
  } finally {
    await app.dispose();
    await browser.close();
  }
}

async function fire(page: Page, key: string, runs: number): Promise<void> {
  await page.getByRole('button', { name: /^Fire/ }).waitFor();
  await page.keyboard.press(key);
  await ended(page, runs);
}

/** Waits until so many more runs than those listed now have ended. */
async function ended(page: Page, more: number): Promise<void> {
  const before = await runsKept(page);
  const deadlineMs = performance.now() + RUN_LIMIT_MS;
  while ((await runsKept(page)) < before + more) {
    if (performance.now() > deadlineMs) throw new Error('the run did not end in time');
    await page.waitForTimeout(100);
  }
}

async function runsKept(page: Page): Promise<number> {
  const text = await page.getByRole('contentinfo').getByRole('button', { name: /MiB/ }).innerText();
  return Number.parseInt(text, 10);
}

async function picture(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Digit0');
  await page.mouse.move(2, 2);
  // The charts beside the timeline come a moment later, one after another.
  await page.waitForTimeout(2_000);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  console.log(`docs/screenshots/${name}.png`);
}

await main();
