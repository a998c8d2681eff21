// Hands over to the built program: in this process when it already is the right Node, else in a child
// that gets our terminal, our signals, and whose end becomes our end.
import { spawn } from 'node:child_process';
import { fileUrl } from './paths.mjs';

/** @typedef {import('./node-choice.mjs').ChosenNode} ChosenNode */

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @param {ChosenNode} node
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to ours
 */
export async function runProgram(node, file, args, env = {}) {
  if (node.isRunning) {
    Object.assign(process.env, env);
    process.argv.splice(1, process.argv.length - 1, file, ...args);
    await import(fileUrl(file));
    return;
  }
  await runInChild(node.path, [file, ...args], { ...process.env, ...env });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 */
function runInChild(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => void child.kill(signal);
    for (const signal of FORWARDED) process.on(signal, forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of FORWARDED) process.removeListener(name, forward);
      if (signal === null) process.exitCode = code ?? 1;
      else process.kill(process.pid, signal);
      resolve();
    });
  });
}
