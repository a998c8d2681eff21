// Finds a Chromium for the browser tests, and gets one when there is none: an installed one first,
// then Playwright's own, then Debian's. Without one, the reason in one line.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageBin } from './package-bin.mjs';
import { cacheDir, fileUrl, rootDir } from './paths.mjs';
import { progress, secondsSince } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { forgetNote, readNote, writeNote } from './stamp.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const PLAYWRIGHT_LIMIT_MS = 120_000;
const APT_UPDATE_LIMIT_MS = 120_000;
const APT_INSTALL_LIMIT_MS = 300_000;
const VERSION_LIMIT_MS = 20_000;
const failureFile = path.join(cacheDir, 'chromium-missing');

/** @typedef {{ phase: 'found', path: string } | { phase: 'missing', reason: string }} Finding */

/**
 * Only looks, at names and permissions.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {Finding}
 */
export function findInstalledChromium(env, platform) {
  const wish = env['LOOPSCOPE_CHROMIUM'];
  if (wish !== undefined && wish !== '') {
    if (isExecutableFile(wish)) return { phase: 'found', path: wish };
    return { phase: 'missing', reason: 'LOOPSCOPE_CHROMIUM names a file that cannot be run' };
  }
  const dirs = (env['PATH'] ?? '').split(path.delimiter).filter((dir) => path.isAbsolute(dir));
  const suffix = platform === 'win32' ? '.exe' : '';
  const onPath = NAMES.flatMap((name) => dirs.map((dir) => path.join(dir, name + suffix)));
  const found = [...onPath, ...(platform === 'darwin' ? MAC_APPS : [])].find(isExecutableFile);
  if (found !== undefined) return { phase: 'found', path: found };
  return { phase: 'missing', reason: 'no Chromium, Chrome or Edge is installed' };
}

/** @param {string} file */
function isExecutableFile(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {import('./node-choice.mjs').ChosenNode} node
 * @param {{ again: boolean }} options again: try even if an earlier attempt failed
 * @returns {Promise<Finding>}
 */
export async function obtainChromium(node, { again }) {
  const here = (await installed()) ?? (await playwrightsOwn());
  if (here !== undefined) return { phase: 'found', path: here };
  if (again) forgetNote(failureFile);
  const remembered = readNote(failureFile);
  if (remembered !== undefined) return { phase: 'missing', reason: remembered };

  const got = (await downloadByPlaywright(node)) ?? (await installByApt());
  if (got !== undefined) return { phase: 'found', path: got };
  const wish = findInstalledChromium(process.env, process.platform);
  const reason =
    wish.phase === 'missing'
      ? `${wish.reason}, and none could be got`
      : 'the installed one does not start';
  writeNote(failureFile, reason);
  progress(
    `No Chromium for the browser tests: ${reason}. Install one, or run "npm run setup" to try again.`,
  );
  return { phase: 'missing', reason };
}

/** @returns {Promise<string | undefined>} */
async function installed() {
  const finding = findInstalledChromium(process.env, process.platform);
  return finding.phase === 'found' && (await starts(finding.path)) ? finding.path : undefined;
}

/** @returns {Promise<string | undefined>} */
async function playwrightsOwn() {
  const entry = path.join(rootDir, 'node_modules', 'playwright-core', 'index.mjs');
  if (!existsSync(entry)) return undefined;
  /** @type {unknown} */
  const playwright = await import(fileUrl(entry));
  const { chromium } = /** @type {typeof import('playwright-core')} */ (playwright);
  const file = chromium.executablePath();
  return isExecutableFile(file) && (await starts(file)) ? file : undefined;
}

/**
 * A downloaded browser may lack system libraries, and a distribution's `chromium` may be a stub.
 * @param {string} file
 */
async function starts(file) {
  if (process.platform === 'win32') return true; // there it would open a window
  return (await runCommand(file, ['--version'], { cwd: rootDir, timeoutMs: VERSION_LIMIT_MS })).ok;
}

/**
 * @param {import('./node-choice.mjs').ChosenNode} node
 * @returns {Promise<string | undefined>}
 */
async function downloadByPlaywright(node) {
  const startMs = performance.now();
  progress("Getting Playwright's Chromium for the browser tests (once; up to 2 minutes) …");
  const cli = packageBin(rootDir, 'playwright', 'playwright');
  const outcome = await runCommand(node.path, [cli, 'install', 'chromium'], {
    cwd: rootDir,
    timeoutMs: PLAYWRIGHT_LIMIT_MS,
  });
  const file = outcome.ok ? await playwrightsOwn() : undefined;
  progress(
    file === undefined
      ? `Playwright's Chromium could not be had (${secondsSince(startMs)}).`
      : `Chromium is here after ${secondsSince(startMs)}.`,
  );
  return file;
}

/** @returns {Promise<string | undefined>} */
async function installByApt() {
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebianRoot) return undefined;
  const startMs = performance.now();
  progress("Installing Debian's chromium package (once; up to 7 minutes) …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-q'], {
    cwd: rootDir,
    timeoutMs: APT_UPDATE_LIMIT_MS,
    env,
  });
  if (update.ok) {
    await runCommand('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
      cwd: rootDir,
      timeoutMs: APT_INSTALL_LIMIT_MS,
      env,
    });
  }
  const file = await installed();
  progress(
    file === undefined
      ? `Debian's chromium could not be installed (${secondsSince(startMs)}).`
      : `Chromium installed in ${secondsSince(startMs)}.`,
  );
  return file;
}
