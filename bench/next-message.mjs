// The next thing a thread or a process of ours says.
import { once } from 'node:events';

/**
 * @param {import('node:events').EventEmitter} from
 * @returns {Promise<unknown>} rejects when it fails instead
 */
export async function nextMessage(from) {
  /** @type {unknown[]} */
  const values = await once(from, 'message');
  return values[0];
}
