// `npm test`: set-up, every check, every test; a failing one does not stop the others. The last line, alone,
// is the sum. `npm run check` is the same without the browser tests.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { browserEnvironment } from './lib/browser-environment.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { packageBin } from './lib/package-bin.mjs';
import { cacheDir, rootDir } from './lib/paths.mjs';
import { main, progress, secondsSince, SetupError } from './lib/progress.mjs';
import { readJson } from './lib/read-json.mjs';
import { runCommand } from './lib/run-command.mjs';
import { forgetNote } from './lib/stamp.mjs';
import {
  closingLine,
  countCheck,
  countPlaywright,
  countVitest,
  skippedByVitest,
  sum,
} from './lib/tally.mjs';

/** @typedef {import('./lib/node-choice.mjs').ChosenNode} ChosenNode */
/** @typedef {import('./lib/tally.mjs').Counts} Counts */
/** @typedef {{ title: string, run: () => Promise<Counts> }} Step */

const vitestReport = path.join(cacheDir, 'vitest-report.json');
const playwrightReport = path.join(cacheDir, 'playwright-report.json');

/**
 * @param {ChosenNode} node
 * @param {readonly (readonly string[])[]} commands each a script and its arguments
 * @returns {Promise<Counts>}
 */
async function check(node, commands) {
  let isOk = true;
  for (const args of commands) {
    const outcome = await runCommand(node.path, args, { cwd: rootDir, env: environment(node) });
    if (!outcome.ok) process.stdout.write(outcome.output);
    isOk &&= outcome.ok;
  }
  return countCheck(isOk);
}

/**
 * @param {ChosenNode} node
 * @param {readonly string[]} args
 * @param {string} reportFile
 * @param {(report: unknown, ok: boolean) => Counts} count
 * @param {Record<string, string>} [env]
 * @returns {Promise<Counts>}
 */
async function runTests(node, args, reportFile, count, env = {}) {
  forgetNote(reportFile);
  const outcome = await runCommand(node.path, args, {
    cwd: rootDir,
    env: { ...environment(node), ...env },
    show: true,
  });
  if (existsSync(reportFile)) {
    const report = readJson(reportFile);
    for (const name of skippedByVitest(report)) console.log(`Skipped: ${name}`);
    return count(report, outcome.ok);
  }
  console.log('The runner wrote no report.');
  return count(undefined, outcome.ok);
}

/**
 * What our steps start by the name `node` is the chosen one too.
 * @param {ChosenNode} node
 * @returns {NodeJS.ProcessEnv}
 */
function environment(node) {
  const searchPath = `${path.dirname(node.path)}${path.delimiter}${process.env['PATH'] ?? ''}`;
  return { ...process.env, PATH: searchPath };
}

/**
 * @param {ChosenNode} node
 * @param {Record<string, string> | undefined} browserEnv undefined: without the browser tests
 * @returns {Step[]}
 */
function steps(node, browserEnv) {
  /** @type {(packageName: string, binName?: string) => string} */
  const bin = (packageName, binName = packageName) => packageBin(rootDir, packageName, binName);
  const tsc = bin('typescript', 'tsc');
  /** @type {(title: string, ...commands: string[][]) => Step} */
  const checkStep = (title, ...commands) => ({ title, run: () => check(node, commands) });
  return [
    {
      title: 'Build',
      run: async () => {
        try {
          await ensureBuilt(node);
          return countCheck(true);
        } catch (error) {
          if (!(error instanceof SetupError)) throw error;
          progress(error.message);
          return countCheck(false);
        }
      },
    },
    checkStep('Format', [bin('prettier'), '--check', '--log-level', 'warn', '.']),
    checkStep('Lint', [bin('eslint'), '--max-warnings', '0', '.']),
    checkStep(
      'Types',
      [tsc, '-p', 'tsconfig.json'],
      [tsc, '-p', 'core/tsconfig.json'],
      [tsc, '-p', 'renderer/tsconfig.json'],
    ),
    checkStep('Import rules', ['scripts/imports.mjs']),
    checkStep('Documentation', ['scripts/docs-check.mjs']),
    checkStep('Lockfile', ['scripts/lockfile-check.mjs']),
    {
      title: 'Unit and live tests',
      run: () => runTests(node, [bin('vitest'), 'run'], vitestReport, countVitest),
    },
    ...(browserEnv === undefined
      ? []
      : [
          {
            title: 'End-to-end tests',
            run: async () =>
              runTests(
                node,
                [bin('@playwright/test', 'playwright'), 'test'],
                playwrightReport,
                countPlaywright,
                browserEnv,
              ),
          },
        ]),
  ];
}

await main(async () => {
  await ensureInstalled();
  const node = await findNode(rootDir);
  /** @type {Counts[]} */
  const results = [];
  const withE2e = !process.argv.includes('--without-e2e');
  const browserEnv = withE2e ? await browserEnvironment(node) : undefined;
  for (const step of steps(node, browserEnv)) {
    console.log(`\n== ${step.title}`);
    const startMs = performance.now();
    const counts = await step.run();
    results.push(counts);
    console.log(`== ${step.title}: ${closingLine(counts)} (${secondsSince(startMs)})`);
  }
  const total = sum(results);
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${closingLine(total)}`);
});
