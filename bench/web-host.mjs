// The built web host, started as `npm start` does, with a data folder of its own that goes away with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/host/web/main.js', import.meta.url));
const LINK = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/;

/**
 * Starts a web host, lets `use` work with the link that opens its page, and ends it whatever happened.
 * @template T
 * @param {(link: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withWebHost(use) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'loopscope-bench-'));
  const options = ['--port=0', '--prediction-port=0', '--no-open', `--data-dir=${dataDir}`];
  const child = spawn(process.execPath, [MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    return await use(await linkOf(child.stdout, ended));
  } finally {
    child.kill('SIGINT');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * @param {import('node:stream').Readable} out
 * @param {Promise<unknown>} ended
 * @returns {Promise<string>}
 */
async function linkOf(out, ended) {
  let text = '';
  /** @type {Promise<string>} */
  const link = new Promise((resolve) => {
    // Read on to the end, so that the host is never held up by what it says.
    out.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      text += chunk;
      const found = LINK.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const died = ended.then(() => {
    throw new Error(`the web host ended before its page was open:\n${text}`);
  });
  died.catch(() => undefined);
  return Promise.race([link, died]);
}
