// Runs another program to its end, quietly and with a time limit, and tells how it ended. Never throws
// because the program failed: that is a value. Children get a process group of their own, so that a
// time limit or Ctrl+C ends everything they started too.
import { spawn } from 'node:child_process';

/**
 * @typedef {object} Outcome
 * @property {boolean} ok ended by itself with exit code 0
 * @property {number | null} code
 * @property {boolean} timedOut
 * @property {string} output stdout and stderr as they came
 */

const ENDING_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const KILL_GRACE_MS = 2_000;

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, timeoutMs?: number, env?: NodeJS.ProcessEnv, show?: boolean }} options
 *   show: let the output through instead of collecting it
 * @returns {Promise<Outcome>}
 */
export function runCommand(command, args, options) {
  const isWindows = process.platform === 'win32';
  return new Promise((resolve) => {
    /** @type {string[]} */
    const chunks = [];
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.show === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: !isWindows,
      shell: isWindows && command.endsWith('.cmd'),
    });
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => chunks.push(text));
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => chunks.push(text));

    let timedOut = false;
    /** @param {NodeJS.Signals} signal */
    const endAll = (signal) => {
      if (child.pid === undefined) return;
      try {
        process.kill(isWindows ? child.pid : -child.pid, signal);
      } catch (error) {
        // ESRCH: it ended between our decision and the signal.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    };
    /** @type {NodeJS.Timeout | undefined} */
    let killTimer;
    const limitTimer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endAll('SIGTERM');
            killTimer = setTimeout(() => endAll('SIGKILL'), KILL_GRACE_MS);
          }, options.timeoutMs);
    /** @param {NodeJS.Signals} signal */
    const onSignal = (signal) => {
      endAll(signal);
      release();
      process.kill(process.pid, signal);
    };
    const release = () => {
      clearTimeout(limitTimer);
      clearTimeout(killTimer);
      for (const signal of ENDING_SIGNALS) process.removeListener(signal, onSignal);
    };
    for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);

    child.on('error', (error) => {
      release();
      resolve({ ok: false, code: null, timedOut, output: error.message });
    });
    child.on('close', (code) => {
      release();
      resolve({ ok: code === 0 && !timedOut, code, timedOut, output: chunks.join('') });
    });
  });
}
