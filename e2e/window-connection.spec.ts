// What happens to the window when its connection, its page or its host goes, and what strangers may not do.
import { expect } from '@playwright/test';
import {
  chooseMode,
  fireButton,
  fireAndWait,
  outcome,
  setNumber,
  test,
  watch,
} from './window-test.ts';

test('shows a run whole after the page was closed and opened again in mid-run', async ({
  window,
  app,
  context,
  complaints,
}) => {
  await chooseMode(window, 'Sync');
  await setNumber(window, 'Requests', 8);
  await fireButton(window).click();
  await expect(window.getByRole('button', { name: 'Stop' })).toBeVisible();
  await window.close();
  const again = await context.newPage();
  watch(again, app, complaints);
  // The cookie is enough: no key in the address.
  await again.goto(new URL('/', app.pageUrl).href);
  await expect(outcome(again)).toContainText('Run 1 ·', { timeout: 30_000 });
  await again.getByRole('radio', { name: 'Table' }).click();
  await again.getByRole('tab', { name: 'Requests' }).click();
  await expect(again.getByRole('grid', { name: /Requests, 8 rows/ })).toBeVisible();
});

test('says that the connection is lost, and comes back when the host is started again', async ({
  window,
  app,
}) => {
  await setNumber(window, 'Requests', 5);
  await fireAndWait(window, 1);
  await app.kill();
  await expect(window.getByText('The connection to Loopscope is lost.')).toBeVisible();
  await expect(fireButton(window)).toBeDisabled();
  await app.start();
  await window
    .getByRole('button', { name: 'Retry now' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(window.getByText('The connection to Loopscope is lost.')).toBeHidden({
    timeout: 15_000,
  });
  await expect(fireButton(window)).toBeEnabled();
  // What is remembered on disk is still there.
  await expect(fireButton(window)).toHaveText('Fire 5');
});

test('two windows see the same mode and the same scenario', async ({ window, app, context }) => {
  const second = await context.newPage();
  await second.goto(app.pageUrl);
  await chooseMode(second, 'Sync');
  await expect(window.getByRole('radio', { name: 'Sync', exact: true })).toBeChecked();
  await setNumber(window, 'Requests', 33);
  await expect(fireButton(second)).toHaveText('Fire 33');
});

test('survives a connection that falls silent in mid-run, as behind a closed lid', async ({
  window,
}) => {
  let silent = false;
  await window.routeWebSocket(/\/channel$/, (page) => {
    const host = page.connectToServer();
    page.onMessage((message) => {
      if (!silent) host.send(message);
    });
    host.onMessage((message) => {
      if (!silent) page.send(message);
    });
  });
  await window.reload();
  await chooseMode(window, 'Sync');
  await setNumber(window, 'Requests', 8);
  await fireButton(window).click();
  await expect(window.getByRole('button', { name: 'Stop' })).toBeVisible();
  silent = true;
  // A socket that says nothing is noticed within 10 s, and the window says so.
  await expect(window.getByText('The connection to Loopscope is lost.')).toBeVisible({
    timeout: 15_000,
  });
  silent = false;
  await expect(outcome(window)).toContainText('Run 1 ·', { timeout: 30_000 });
  await window.getByRole('radio', { name: 'Table' }).click();
  await window.getByRole('tab', { name: 'Requests' }).click();
  await expect(window.getByRole('grid', { name: /Requests, 8 rows/ })).toBeVisible();
});

test('a page of another site gets neither the page nor the channel', async ({ window, app }) => {
  const port = new URL(app.pageUrl).port;
  const rebound = await window.request.get(new URL('/', app.pageUrl).href, {
    headers: { host: `evil.example:${port}` },
    failOnStatusCode: false,
  });
  expect(rebound.status()).toBeGreaterThanOrEqual(400);
  const foreign = await window.context().browser()!.newContext();
  const page = await foreign.newPage();
  await page.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>other site</title>' }),
  );
  await page.goto('http://evil.example/');
  const outcomes = await page.evaluate(async (pagePort) => {
    const socket = new Promise<string>((resolve) => {
      const ws = new WebSocket(`ws://127.0.0.1:${pagePort}/channel`);
      ws.onopen = () => resolve('open');
      ws.onerror = () => resolve('refused');
    });
    const http = fetch(`http://127.0.0.1:${pagePort}/`, { credentials: 'include' }).then(
      () => 'readable',
      () => 'refused',
    );
    return [await socket, await http];
  }, port);
  expect(outcomes).toEqual(['refused', 'refused']);
  await foreign.close();
});

test('is told in words when the key is missing', async ({ app, browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  const answer = await page.goto(new URL('/', app.pageUrl).href);
  expect(answer?.status()).toBe(401);
  await expect(page.locator('body')).toContainText('npm start');
  await stranger.close();
});

test('ends from the window, with a question while a run is active', async ({ window, app }) => {
  await chooseMode(window, 'Sync');
  await setNumber(window, 'Requests', 40);
  await fireButton(window).click();
  await expect(window.getByRole('button', { name: 'Stop' })).toBeVisible();
  await window.getByRole('button', { name: 'Settings' }).click();
  await window.getByRole('button', { name: /End Loopscope/ }).click();
  const question = window.getByRole('dialog').or(window.getByRole('alertdialog')).last();
  await expect(question).toContainText(/run/i);
  await question.getByRole('button', { name: /End/ }).click();
  await app.ended();
  await expect(window.getByText('Loopscope has ended')).toBeVisible();
});
