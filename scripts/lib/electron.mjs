// Finds Electron without starting it and without setting off its download, and gets it once, within a
// time limit. `require('electron')` is absent on purpose: it would download.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageBin } from './package-bin.mjs';
import { cacheDir, rootDir } from './paths.mjs';
import { progress, secondsSince } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { forgetNote, readNote, writeNote } from './stamp.mjs';

const LIMIT_MS = 60_000;
const failureFile = path.join(cacheDir, 'electron-missing');

/** @typedef {{ phase: 'found', path: string } | { phase: 'missing', reason: string }} Finding */

/**
 * @param {string} dir the root of the repository
 * @param {NodeJS.ProcessEnv} env
 * @returns {Finding}
 */
export function findElectron(dir, env) {
  const packageDir = path.join(dir, 'node_modules', 'electron');
  if (!existsSync(path.join(packageDir, 'package.json'))) {
    return { phase: 'missing', reason: 'the electron package is not installed' };
  }
  const pathFile = path.join(packageDir, 'path.txt');
  const binary = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    return asFinding(path.join(override, binary ?? 'electron'));
  }
  if (binary === undefined) return { phase: 'missing', reason: 'it has not been downloaded' };
  return asFinding(path.join(packageDir, 'dist', binary));
}

/**
 * @param {string} file
 * @returns {Finding}
 */
function asFinding(file) {
  try {
    accessSync(file, constants.X_OK);
    return { phase: 'found', path: file };
  } catch {
    return {
      phase: 'missing',
      reason: existsSync(file) ? 'its file is not executable' : 'its file is not there',
    };
  }
}

/**
 * One short line, whatever the installer printed: no host names, no stack.
 * @param {import('./run-command.mjs').Outcome} outcome
 */
export function downloadFailureReason(outcome) {
  if (outcome.timedOut) return 'the download did not finish in time';
  if (
    /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT/.test(
      outcome.output,
    )
  ) {
    return 'the download server cannot be reached';
  }
  const status = /(?:response code|status(?: code)?|HTTP)\D{0,3}([45]\d\d)\b/i.exec(
    outcome.output,
  )?.[1];
  if (status !== undefined) return `the download server answered with ${status}`;
  if (/ENOSPC/.test(outcome.output)) return 'the disk is full';
  if (/EACCES|EPERM|EROFS/.test(outcome.output)) return 'the folder cannot be written to';
  if (/certificate|\bTLS\b|\bSSL\b/i.test(outcome.output)) return 'the secure connection failed';
  return 'the download failed';
}

/**
 * @param {import('./node-choice.mjs').ChosenNode} node
 * @param {{ again: boolean }} options again: try even if an earlier attempt failed
 * @returns {Promise<Finding>}
 */
export async function obtainElectron(node, { again }) {
  const before = findElectron(rootDir, process.env);
  if (before.phase === 'found') return before;
  if (again) forgetNote(failureFile);
  const remembered = readNote(failureFile);
  if (remembered !== undefined) return { phase: 'missing', reason: remembered };

  const startMs = performance.now();
  progress('Getting Electron (once; up to 60 s) …');
  const installer = packageBin(rootDir, 'electron', 'install-electron');
  const outcome = await runCommand(node.path, [installer], { cwd: rootDir, timeoutMs: LIMIT_MS });
  const after = findElectron(rootDir, process.env);
  if (after.phase === 'found') {
    progress(`Electron is here after ${secondsSince(startMs)}.`);
    return after;
  }
  const reason = outcome.ok ? after.reason : downloadFailureReason(outcome);
  writeNote(failureFile, reason);
  progress(`No Electron: ${reason}. "npm run setup" tries again.`);
  return { phase: 'missing', reason };
}
