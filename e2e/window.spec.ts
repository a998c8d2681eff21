// The window as a user meets it: fire, flip, fire, compare, stop, keep. Real browser, real host.
import { expect } from '@playwright/test';
import { chooseMode, fireAndWait, fireButton, outcome, setNumber, test } from './window-test.ts';

/** Makespan as the strip of runs tells it, in ms. */
function ms(text: string): number {
  const found = /([\d.]+)\s?(ms|s)/.exec(text.replaceAll(/#\d+/g, ''));
  if (found === null) throw new Error(`no time in "${text}"`);
  return Number(found[1]) * (found[2] === 's' ? 1000 : 1);
}

test('fires with one click, and again in another mode: the difference is there to see', async ({
  window,
}) => {
  await setNumber(window, 'Threads', 12);
  await fireAndWait(window, 1);
  await chooseMode(window, 'Async I/O');
  await expect(window.getByText('inference runs on the event loop')).toBeVisible();
  await fireAndWait(window, 2);
  const strip = window.getByRole('contentinfo', { name: 'Runs' });
  const pool = await strip.getByRole('button', { name: /^Run 1,/ }).innerText();
  const io = await strip.getByRole('button', { name: /^Run 2,/ }).innerText();
  // 12 inferences of 200 ms one after another against all at once.
  expect(ms(io)).toBeGreaterThan(3 * ms(pool));
  await expect(window.getByRole('region', { name: 'What happened' })).toContainText('held');
});

test('refuses a second Fire while a run is active, and Stop keeps what there is', async ({
  window,
  app,
  context,
}) => {
  await chooseMode(window, 'Sync');
  await setNumber(window, 'Requests', 300);
  await fireButton(window).click();
  await expect(window.getByRole('button', { name: 'Stop' })).toBeVisible();
  const second = await context.newPage();
  await second.goto(app.pageUrl);
  await expect(second.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(fireButton(second)).toBeHidden();
  await window.getByRole('button', { name: 'Stop' }).click();
  await expect(outcome(window)).toContainText('stopped', { timeout: 5_000 });
  await expect(outcome(second)).toContainText('stopped');
  await expect(fireButton(window)).toBeEnabled();
});

test('stops while one stage holds the loop for ten seconds', async ({ window }) => {
  await chooseMode(window, 'Async I/O');
  await setNumber(window, 'Requests', 2);
  await window.getByRole('group', { name: 'Inference' }).getByLabel('Duration').fill('10000');
  await window.keyboard.press('Tab');
  await fireButton(window).click();
  await expect(window.getByText(/loop blocked/)).toBeVisible({ timeout: 10_000 });
  await window.keyboard.press('Control+.');
  await expect(outcome(window)).toContainText('stopped', { timeout: 5_000 });
  // The server is back, and the next run is whole.
  await window.getByRole('group', { name: 'Inference' }).getByLabel('Duration').fill('5');
  await window.keyboard.press('Tab');
  await expect(fireButton(window)).toBeEnabled();
  await fireAndWait(window, 2);
  await expect(outcome(window)).toContainText('done');
});

test('fires the same batch under all modes and lists them side by side', async ({ window }) => {
  await setNumber(window, 'Requests', 6);
  await window.getByRole('button', { name: 'Run all', exact: true }).click();
  await expect(outcome(window)).toContainText('Run 4 ·', { timeout: 30_000 });
  const table = window.getByRole('table').filter({ hasText: 'Makespan' });
  // One column a mode.
  await expect(table.getByRole('columnheader')).toHaveCount(4);
  await expect(window.getByText(/finished [\d.]+× sooner/)).toBeVisible();
});

test('shows requests from outside as they come, in the selected mode', async ({ window, app }) => {
  const answer = await window.request.post(`${app.predictionOrigin}/predict`, {
    data: { item_id: 3, feature_value: 21 },
  });
  expect(await answer.json()).toEqual({ item_id: 3, metadata: 'item-3', prediction: 42 });
  await expect(window.getByRole('button', { name: /^outside: 1 request/ })).toBeVisible();
});

test('deletes a run with a way back, and pins one', async ({ window }) => {
  await setNumber(window, 'Requests', 2);
  await fireAndWait(window, 1);
  const chip = window.getByRole('button', { name: /^Run 1,/ });
  await chip.focus();
  await window.keyboard.press('Delete');
  await expect(chip).toBeHidden();
  await window.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(chip).toBeVisible();
});

test('keeps a wrong number, says what is allowed, and does not fire', async ({ window }) => {
  await setNumber(window, 'Requests', 20_000);
  await expect(window.getByRole('alert')).toContainText('1 to 10,000');
  await expect(fireButton(window)).toBeDisabled();
  await expect(window.getByRole('textbox', { name: 'Requests', exact: true })).toHaveValue('20000');
  await setNumber(window, 'Requests', 3);
  await expect(fireButton(window)).toBeEnabled();
});
