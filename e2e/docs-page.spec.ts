// The offline page of the prediction server in a real browser: it loads nothing from elsewhere, breaks no policy of
// its own, can be used by keyboard, and really sends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { ENDPOINTS } from '../core/contract/predict.ts';
import { DEFAULT_SCENARIO } from '../core/contract/scenario.ts';
import type { Host } from '../host/host-api.ts';
import { startHost } from '../host/start-host.ts';
import { test } from './browser-test.ts';

let host: Host;
const dataDir = mkdtempSync(join(tmpdir(), 'loopscope-docs-'));

test.beforeAll(async () => {
  host = await startHost({ dataDir, predictionPort: 0, warn: () => undefined });
  const short = { law: 'fixed', ms: 1 } as const;
  await host.select({ ...DEFAULT_SCENARIO, fetch: short, inference: short });
});

test.afterAll(async () => {
  await host.close();
  rmSync(dataDir, { recursive: true });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`lists every endpoint, offline and accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(host.predictionOrigin)) problems.push(request.url());
    });
    await page.goto(`${host.predictionOrigin}/docs`);
    for (const { method, path } of ENDPOINTS) {
      await expect(
        page.getByRole('heading', { name: `${method} ${path}`, exact: true }),
      ).toBeVisible();
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((violation) => `${violation.id}: ${violation.help}`)).toEqual([]);
    // The browser asks for an icon by itself; that is no request of the page.
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });
}

test('sends an edited request by keyboard and shows the answer', async ({ page }) => {
  await page.goto(`${host.predictionOrigin}/docs`);
  const section = page.getByRole('region', { name: 'POST /predict', exact: true });
  await section.getByLabel('Body').fill('{"item_id": 4, "feature_value": 21}');
  await section.getByRole('button', { name: 'Send POST /predict' }).focus();
  await page.keyboard.press('Enter');
  await expect(section.getByRole('status')).toContainText('"prediction":42');
  await expect(section.getByRole('status')).toContainText('server-timing: fetch;dur=');
});

test('shows a refused body as the server says it', async ({ page }) => {
  await page.goto(`${host.predictionOrigin}/docs`);
  const section = page.getByRole('region', { name: 'POST /predict', exact: true });
  await section.getByLabel('Body').fill('{"item_id": "4"}');
  await section.getByRole('button', { name: 'Send POST /predict' }).click();
  await expect(section.getByRole('status')).toContainText('422');
  await expect(section.getByRole('status')).toContainText('Input should be a valid integer');
});
