// What specs of the window share: a web host of their own, a page that is open on it, and an eye on everything the page
// must never do (break its content security policy, throw, load from elsewhere).
import { expect, type Locator, type Page } from '@playwright/test';
import { test as browserTest } from './browser-test.ts';
import { WebApp } from './web-app.ts';

export const test = browserTest.extend<{ app: WebApp; window: Page; complaints: string[] }>({
  app: async ({}, use) => {
    const app = new WebApp();
    await app.start();
    await use(app);
    await app.dispose();
  },
  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints).toEqual([]);
  },
  window: async ({ app, page, complaints }, use) => {
    watch(page, app, complaints);
    await page.goto(app.pageUrl);
    await expect(fireButton(page)).toBeEnabled();
    await use(page);
  },
});

/** Notes what the page does that it must not. Broken connections are told in the window, and are no complaint. */
export function watch(page: Page, app: WebApp, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (/WebSocket|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED/.test(text)) return;
    complaints.push(`${message.type()}: ${text}`);
  });
  const origin = new URL(app.pageUrl).origin;
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:'))
      complaints.push(`request: ${url}`);
  });
}

export function fireButton(page: Page): Locator {
  return page.getByRole('button', { name: /^(Fire|发射|发送|开火)/ });
}

/** Sets a number of the scenario as a user does. */
export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill(String(value));
  await field.press('Tab');
}

/** Fires and waits for the outcome of the run. */
export async function fireAndWait(page: Page, number: number): Promise<void> {
  await fireButton(page).click();
  await expect(outcome(page)).toContainText(`Run ${number} ·`, { timeout: 30_000 });
}

/** The line that says how the last run ended; not there while one is active. */
export function outcome(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: /^Run \d+ · .+ · (done|stopped|failed)/ });
}

export async function chooseMode(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).click();
}
