// Installs the packages when they are missing or the lockfile has changed since. Built-ins only: this
// runs before anything is installed, on whatever Node there is.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { canEverRun, nodeTooOldLine } from './node-choice.mjs';
import { cacheDir, rootDir } from './paths.mjs';
import { progress, secondsSince, SetupError } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { hashFiles, readNote, writeNote } from './stamp.mjs';

const LIMIT_MS = 10 * 60_000;
const noteFile = path.join(cacheDir, 'installed');

/**
 * @param {{ hash: string, note: string | undefined, installedAtMs: number | undefined, lockfileAtMs: number }} state
 *   installedAtMs: when npm finished an install in this folder, ours or a person's own
 * @returns {'done' | 'done-by-hand' | 'needed'}
 */
export function decideInstall({ hash, note, installedAtMs, lockfileAtMs }) {
  if (installedAtMs === undefined) return 'needed';
  if (note !== undefined) return note === hash ? 'done' : 'needed';
  return installedAtMs >= lockfileAtMs ? 'done-by-hand' : 'needed';
}

export async function ensureInstalled() {
  const hash = hashFiles(rootDir, ['package-lock.json'], `${process.platform}-${process.arch}`);
  const decision = decideInstall({
    hash,
    note: readNote(noteFile),
    installedAtMs: modifiedMs('node_modules/.package-lock.json'),
    lockfileAtMs: modifiedMs('package-lock.json') ?? 0,
  });
  if (decision === 'done') return;
  if (decision === 'needed') await install();
  writeNote(noteFile, hash);
}

async function install() {
  const { platform, arch, version } = process;
  if (!canEverRun({ platform, arch, version })) throw new SetupError(nodeTooOldLine(version));
  const startMs = performance.now();
  progress('Installing the packages (once; half a minute or more) …');
  const [command, ...args] = npmCommand();
  const outcome = await runCommand(
    command,
    [
      ...args,
      'ci',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--include=dev',
      '--include=optional',
    ],
    { cwd: rootDir, timeoutMs: LIMIT_MS },
  );
  if (!outcome.ok) {
    process.stderr.write(outcome.output);
    throw new SetupError(
      outcome.timedOut
        ? 'npm ci did not finish within 10 minutes. Please try again with a better connection.'
        : 'npm ci failed; its own words are above.',
    );
  }
  progress(`Packages installed in ${secondsSince(startMs)}.`);
}

/** @returns {[string, ...string[]]} the npm that runs us, else the one on PATH */
function npmCommand() {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js') === true && existsSync(script))
    return [process.execPath, script];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/**
 * @param {string} file
 * @returns {number | undefined}
 */
function modifiedMs(file) {
  return statSync(path.join(rootDir, file), { throwIfNoEntry: false })?.mtimeMs;
}
