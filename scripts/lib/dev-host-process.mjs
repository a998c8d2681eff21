// The host's process in development: started, ended in order and started again. Ends with it when it ends by itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { rootDir } from './paths.mjs';

/** An orderly end takes four seconds at most. */
const END_LIMIT_MS = 6_000;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

export class DevHost {
  /** Resolves with the exit code, when the host ended and was not to be started again. @type {Promise<number>} */
  ended;
  /** @type {(code: number) => void} */
  #end = () => undefined;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #restarting = false;
  #started = 0;
  /** @type {string} */
  #node;
  /** @type {readonly string[]} */
  #args;

  /**
   * @param {string} node
   * @param {readonly string[]} args
   */
  constructor(node, args) {
    this.#node = node;
    this.#args = args;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    // The terminal sends Ctrl+C to both of us; from elsewhere it comes to us only. The host takes the same one twice as one.
    for (const signal of SIGNALS) process.on(signal, () => void this.#child?.kill(signal));
  }

  start() {
    const again = this.#started > 0 ? ['--no-open'] : [];
    this.#started += 1;
    const file = path.join(rootDir, 'scripts', 'dev-host.mjs');
    const args = [...this.#args.filter((arg) => again.length === 0 || arg !== '--open'), ...again];
    const child = spawn(this.#node, [file, ...args], { cwd: rootDir, stdio: 'inherit' });
    this.#child = child;
    child.on('exit', (code) => {
      if (!this.#restarting) this.#end(code ?? 1);
    });
  }

  async restart() {
    const child = this.#child;
    if (child === undefined) return;
    if (child.exitCode === null && child.signalCode === null) {
      this.#restarting = true;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
      await exited;
      clearTimeout(late);
      this.#restarting = false;
    }
    this.start();
  }
}
