// A host with a data folder of its own that goes away with it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadHost } from './built.mjs';

/** @typedef {import('../host/host-api.ts').Host} Host */

/**
 * Starts a host, lets `use` work with it, and ends it whatever happened.
 * @template T
 * @param {(host: Host) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withTemporaryHost(use) {
  const { startHost } = await loadHost();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'loopscope-bench-'));
  const warn = (/** @type {string} */ line) => console.error(`! ${line}`);
  try {
    const host = await startHost({ dataDir, predictionPort: 0, warn });
    try {
      return await use(host);
    } finally {
      await host.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
