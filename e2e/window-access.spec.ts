// The window for everybody: axe on every screen in both themes and languages, and by keyboard alone.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { fireAndWait, outcome, setNumber, test } from './window-test.ts';

async function seriousProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 160) ?? ''}`,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-US', 'zh-CN']) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale });
      test('every screen is accessible', async ({ window }) => {
        const found: Record<string, string[]> = {};
        found['empty'] = await seriousProblems(window);
        await window.keyboard.press('Control+Enter');
        const chip = window.getByRole('contentinfo').getByText('#1', { exact: true });
        await expect(chip).toBeVisible({ timeout: 15_000 });
        await expect(window.locator('.recharts-surface').first()).toBeVisible();
        found['run'] = await seriousProblems(window);
        await window
          .getByRole('radio')
          .filter({ hasText: /Table|表格/ })
          .or(window.getByRole('radio', { name: /^(Table|表格)$/ }))
          .first()
          .click();
        found['table'] = await seriousProblems(window);
        await window.keyboard.press('Control+k');
        await expect(window.getByRole('dialog')).toBeVisible();
        found['palette'] = await seriousProblems(window);
        await window.keyboard.press('Escape');
        await window.getByRole('button', { name: /^(Settings|设置)$/ }).click();
        await expect(window.getByRole('dialog')).toBeVisible();
        found['settings'] = await seriousProblems(window);
        await window.keyboard.press('Escape');
        expect(found).toEqual({ empty: [], run: [], table: [], palette: [], settings: [] });
      });
    });
  }
}

test('everything by keyboard: set, fire, look at a request, sort, delete', async ({ window }) => {
  await setNumber(window, 'Requests', 4);
  await window.keyboard.press('Control+Enter');
  await expect(outcome(window)).toContainText('Run 1 · ', { timeout: 15_000 });
  await window.keyboard.press('Alt+1');
  await expect(window.getByRole('radio', { name: 'Sync', exact: true })).toBeChecked();
  await window.getByRole('radio', { name: 'Chart' }).focus();
  await window.keyboard.press('ArrowRight');
  await window.getByRole('tab', { name: 'Spans' }).focus();
  await window.keyboard.press('ArrowLeft');
  await window.keyboard.press('Enter');
  const grid = window.getByRole('grid');
  await expect(grid).toBeVisible();
  await grid.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: 'Selected' })).toContainText('Request');
});

test('letters typed into a field are no shortcuts, nor those of an input method', async ({
  window,
}) => {
  await fireAndWait(window, 1);
  const field = window.getByRole('textbox', { name: 'Seed', exact: true });
  await field.focus();
  await window.keyboard.type('0');
  await expect(field).toHaveValue(/0/);
  await field.press('Tab');
  // What an input method sends while it composes: a key that would zoom, were it not composing.
  await window.locator('body').dispatchEvent('keydown', {
    key: 'Process',
    code: 'Digit0',
    isComposing: true,
  });
  await expect(outcome(window)).toBeVisible();
});

test('fits 1024x700 and a page at 200 %: nothing is out of reach', async ({ window }) => {
  for (const size of [
    { width: 1024, height: 700 },
    { width: 720, height: 450 },
    { width: 3840, height: 2160 },
  ]) {
    await window.setViewportSize(size);
    const overflow = await window.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect([size.width, overflow]).toEqual([size.width, 0]);
    await expect(window.getByRole('button', { name: /^Fire/ })).toBeInViewport();
  }
});
