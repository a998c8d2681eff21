// The web host against other sites, in a real browser that is signed in: what their pages try, and what still works.
import { createServer, type Server } from 'node:http';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './browser-test.ts';
import { WebApp } from './web-app.ts';

const app = new WebApp();
let origin = '';
/** Another site: on another port of this machine, whose cookies it shares. */
let stranger: Server;
let strangerOrigin = '';
/** What its page holds. */
let strangerPage = '';

test.beforeAll(async () => {
  await app.start();
  ({ origin } = new URL(app.pageUrl));
  stranger = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>another site</title>${strangerPage}`);
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const address = stranger.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  strangerOrigin = `http://127.0.0.1:${port}`;
});

test.afterAll(async () => {
  await app.dispose();
  stranger.closeAllConnections();
  stranger.close();
});

async function signIn(page: Page): Promise<void> {
  await page.goto(app.pageUrl);
  await expect(page.locator('#root')).not.toBeEmpty();
}

async function visitStranger(page: Page, html: string): Promise<void> {
  strangerPage = html;
  await page.goto(strangerOrigin);
}

test('the link opens the page, its address is clean afterwards, and nothing breaks the policy', async ({
  page,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(origin).host) problems.push(request.url());
  });
  await signIn(page);
  expect(page.url()).toBe(`${origin}/`);
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(problems).toEqual([]);
  const [cookie] = await page.context().cookies(origin);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('without the link there is a page that says what to do, in both languages', async ({
  page,
}) => {
  const response = await page.goto(origin);
  expect(response?.status()).toBe(401);
  await expect(page.getByText('npm start')).toHaveCount(2);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

/** A page that tries all it can, and writes how it went into its title. */
function attackOn(target: string): string {
  return `<body><script type="module">
    const failed = () => 'failed';
    const answered = () => 'answered';
    const send = (init) => fetch('${target}/', { credentials: 'include', ...init }).then(answered, failed);
    const socket = new WebSocket('${target.replace('http', 'ws')}/channel');
    const channel = new Promise((resolve) => {
      socket.onopen = () => resolve('opened');
      socket.onerror = () => resolve('failed');
    });
    const script = document.createElement('script');
    const loaded = new Promise((resolve) => {
      script.onload = () => resolve('loaded');
      script.onerror = () => resolve('failed');
    });
    script.src = '${target}/';
    document.body.append(script);
    const all = [channel, loaded, send({}), send({ mode: 'no-cors' }), send({ method: 'POST', mode: 'no-cors' })];
    document.title = (await Promise.all(all)).join(' ');
  </script>`;
}

test("another site's page gets no channel, no document, no script, no frame", async ({ page }) => {
  await signIn(page);
  await visitStranger(page, attackOn(origin));
  await expect(page).toHaveTitle('failed failed failed failed failed');
  await visitStranger(page, `<iframe src="${origin}/"></iframe>`);
  const framed = page.frames().find((frame) => frame.parentFrame() !== null);
  expect(await framed?.locator('#root').count()).toBe(0);
});

test('a link on another site opens the page of somebody who is signed in', async ({ page }) => {
  await signIn(page);
  await visitStranger(page, `<a href="${origin}/">Loopscope</a>`);
  await page.getByRole('link').click();
  await page.waitForURL(`${origin}/`);
  await expect(page.locator('#root')).not.toBeEmpty();
});
