// What a user of the window waits for, in Chromium against the built web host: until Fire can be pressed, from Fire to the first
// bar, and from an event at the host to the frame that shows it. Medians of several, and for the last the best of several runs:
// whatever else runs on the machine only ever makes one worse.
import { hrtime } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { withChromium } from './chromium.mjs';
import { loadFeed } from './built.mjs';
import { bufferOf, drawnEvents } from './drawn-events.mjs';
import { PAGE_WATCH } from './page-watch.mjs';
import { valueRow } from './row.mjs';
import { withWebHost } from './web-host.mjs';

const PAGES = 7;
const RUNS = 6;
const FRAME_MS = 1000 / 60;
const LOOK_AGAIN_MS = 50;
const LIMIT_MS = 30_000;
/** A click that comes sooner is taken for the second of a double click. */
const DOUBLE_CLICK_MS = 700;
const VIEWPORT = { width: 1440, height: 900 };

/**
 * @typedef {import('playwright').Browser} Browser
 * @typedef {import('playwright').Page} Page
 * @typedef {import('./row.mjs').Row} Row
 * @typedef {import('./page-watch.mjs').PageWatch} PageWatch
 */

/** @returns {Promise<Row[]>} */
export async function benchWindow() {
  const why = process.env['LOOPSCOPE_NO_CHROMIUM'];
  if (why !== undefined) {
    process.stderr.write(`window: skipped, there is no Chromium (${why})\n`);
    return [];
  }
  return withWebHost((link) =>
    withChromium(async (browser) => [
      await benchInteractive(browser, link),
      ...(await benchFire(browser, link)),
    ]),
  );
}

/**
 * With an empty cache each time, and with the cookie that the link is exchanged for.
 * @param {Browser} browser
 * @param {string} link
 */
async function benchInteractive(browser, link) {
  /** @type {number[]} */
  const interactive = [];
  /** @type {number[]} */
  const blank = [];
  for (let n = 0; n < PAGES; n++) {
    const { page, close } = await openPage(browser, link);
    const icon = String(await page.evaluate(`document.querySelector('link[rel=icon]').href`));
    const storageState = await page.context().storageState();
    await close();
    const again = await openPage(browser, new URL('/', link).href, storageState);
    interactive.push((await takeWatch(again.page)).interactiveMs ?? Infinity);
    await again.page.goto(icon);
    blank.push(await loadedMs(again.page));
    await again.close();
  }
  return valueRow({
    name: 'page: start of the navigation until Fire can be pressed, against a picture alone from the same server',
    unit: 'ms',
    measured: medianOf(interactive),
    reference: medianOf(blank),
    aim: { atMost: 1000 },
  });
}

/**
 * @param {Browser} browser
 * @param {string} link
 */
async function benchFire(browser, link) {
  const { page, close } = await openPage(browser, link);
  const { decodeFeedBatch } = await loadFeed();
  const pageMs = await clockOf(page);
  /** @type {number[]} */
  const firstBars = [];
  /** @type {number[]} */
  const firstBatches = [];
  /** @type {{ seen: number, drawn: number }[]} p95 of every run, in frames */
  const tails = [];
  for (let run = 0; run < RUNS; run++) {
    const watch = await fire(page);
    const { batchMs, barMs } = firstBar(watch, decodeFeedBatch);
    firstBatches.push(batchMs);
    firstBars.push(barMs);
    const events = drawnEvents(watch, pageMs, decodeFeedBatch);
    tails.push({
      seen: shareOf(events, ({ seenMs }) => seenMs / FRAME_MS, 0.95),
      drawn: shareOf(events, ({ drawnMs }) => drawnMs / FRAME_MS, 0.95),
    });
  }
  await close();
  return [
    valueRow({
      name: 'page: Fire until the first bar, against until its first span came in',
      unit: 'ms',
      measured: medianOf(firstBars),
      reference: medianOf(firstBatches),
      aim: { atMost: 1000 },
    }),
    valueRow({
      name: 'page: event at the host until it is drawn, p95, against until it came in',
      unit: 'frames',
      measured: Math.min(...tails.map(({ drawn }) => drawn)),
      reference: Math.min(...tails.map(({ seen }) => seen)),
      aim: { atMost: 3 },
    }),
  ];
}

/**
 * @param {Browser} browser
 * @param {string} address
 * @param {Awaited<ReturnType<import('playwright').BrowserContext['storageState']>>} [storageState]
 */
async function openPage(browser, address, storageState) {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    ...(storageState === undefined ? {} : { storageState }),
  });
  await context.addInitScript({ content: PAGE_WATCH });
  const page = await context.newPage();
  await page.goto(address);
  await until(page, 'globalThis.pageWatch.interactiveMs !== null');
  return { page, close: () => context.close() };
}

/**
 * Fires, waits until the run is over, and answers with what the page saw.
 * @param {Page} page
 */
async function fire(page) {
  await setTimeout(DOUBLE_CLICK_MS);
  await takeWatch(page);
  await page.getByRole('button', { name: /^Fire \d/ }).click();
  await until(page, '!globalThis.canFire()');
  await until(page, 'globalThis.canFire()');
  return takeWatch(page);
}

/**
 * @param {PageWatch} watch
 * @param {typeof import('../core/contract/feed.ts').decodeFeedBatch} decode
 * @returns {{ batchMs: number, barMs: number }} from the click
 */
function firstBar({ batches, drawsMs, clickMs }, decode) {
  const clickedMs = clickMs ?? NaN;
  const first = batches.find(
    ({ atMs, bytes }) => atMs >= clickedMs && decode(bufferOf(bytes)).spans.row.length > 0,
  );
  if (first === undefined) throw new Error('no span came in after Fire');
  const draw = drawsMs.find((drawnAtMs) => drawnAtMs >= first.atMs);
  if (draw === undefined) throw new Error('nothing was drawn after Fire');
  return { batchMs: first.atMs - clickedMs, barMs: draw - clickedMs };
}

/**
 * @param {Page} page
 * @returns {Promise<PageWatch>}
 */
async function takeWatch(page) {
  /** @type {unknown} */
  const taken = await page.evaluate('globalThis.takePageWatch()');
  return /** @type {PageWatch} */ (taken);
}

/**
 * Playwright's own way would evaluate text inside the page, which the page's policy forbids.
 * @param {Page} page
 * @param {string} condition
 */
async function until(page, condition) {
  const limit = AbortSignal.timeout(LIMIT_MS);
  while ((await page.evaluate(condition)) !== true) {
    if (limit.aborted) throw new Error(`after ${LIMIT_MS} ms the page still is not: ${condition}`);
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** @param {Page} page */
async function loadedMs(page) {
  const text = `performance.getEntriesByType('navigation')[0].loadEventEnd`;
  await until(page, `${text} > 0`);
  /** @type {unknown} */
  const ms = await page.evaluate(text);
  return Number(ms);
}

/**
 * How the host's clock is read on the page's: both count from the same clock of the machine, from different moments. The
 * exchange that took least time tells best.
 * @param {Page} page
 * @returns {Promise<(hostNs: number) => number>}
 */
async function clockOf(page) {
  let leastNs = Infinity;
  let offsetMs = 0;
  for (let n = 0; n < 50; n++) {
    const before = Number(hrtime.bigint());
    const pageNowMs = Number(await page.evaluate('performance.now()'));
    const after = Number(hrtime.bigint());
    if (after - before >= leastNs) continue;
    leastNs = after - before;
    offsetMs = pageNowMs - (before + after) / 2 / 1e6;
  }
  return (hostNs) => hostNs / 1e6 + offsetMs;
}

/** @param {readonly number[]} values */
function medianOf(values) {
  return shareOf(values, (value) => value, 0.5);
}

/**
 * The smallest value that at least this share of the values does not exceed.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => number} valueOf
 * @param {number} share
 */
function shareOf(items, valueOf, share) {
  const sorted = items.map(valueOf).sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}
