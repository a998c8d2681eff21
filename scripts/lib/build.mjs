// Builds dist/ when it was made from other sources than those that are here. What it was made from is
// written inside dist/, so that emptying dist/, by whomever, forgets it.
import { existsSync } from 'node:fs';
import { packageBin } from './package-bin.mjs';
import { cliFile, madeFromFile, rootDir } from './paths.mjs';
import { progress, secondsSince, SetupError } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { hashFiles, listFiles, readNote, writeNote } from './stamp.mjs';

const SOURCE_FOLDERS = ['core', 'pipeline', 'workers', 'host', 'renderer'];
const SOURCE_FILES = ['vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
const LIMIT_MS = 5 * 60_000;

/** @param {string} file */
export function isBuildSource(file) {
  return !/\.test(-support)?\.[a-z]+$/.test(file) && !file.endsWith('.md');
}

/** @param {import('./node-choice.mjs').ChosenNode} node */
export async function ensureBuilt(node) {
  const sources = [...SOURCE_FILES, ...listFiles(rootDir, SOURCE_FOLDERS, isBuildSource)];
  const hash = hashFiles(rootDir, sources);
  if (readNote(madeFromFile) === hash && existsSync(cliFile)) return;

  const startMs = performance.now();
  progress('Building …');
  const vite = packageBin(rootDir, 'vite', 'vite');
  const outcome = await runCommand(node.path, [vite, 'build', '--app'], {
    cwd: rootDir,
    timeoutMs: LIMIT_MS,
    // Tests build too, and what they build is what runs: never React's slow development build.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (!outcome.ok) {
    process.stderr.write(outcome.output);
    throw new SetupError('The build failed; its own words are above.');
  }
  writeNote(madeFromFile, hash);
  progress(`Built in ${secondsSince(startMs)}.`);
}
