// How many spans a second reach a window: packed batches through a message port and through a WebSocket into Chromium, each
// against one message per span by the same way in the same run.
import { feedThroughPort } from './feed-port.mjs';
import { feedThroughSocket } from './feed-socket.mjs';
import { valueRow } from './row.mjs';

const PORT_AIM = 3_000_000;
const SOCKET_AIM = 500_000;

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchFeed() {
  const rows = [row('through a message port', await feedThroughPort(), PORT_AIM)];
  const chromium = process.env['LOOPSCOPE_CHROMIUM'] ?? '';
  if (chromium === '') {
    const why = process.env['LOOPSCOPE_NO_CHROMIUM'] ?? 'LOOPSCOPE_CHROMIUM names none';
    process.stderr.write(`feed through a WebSocket: skipped, there is no Chromium (${why})\n`);
    return rows;
  }
  rows.push(
    row('through a WebSocket into Chromium', await feedThroughSocket(chromium), SOCKET_AIM),
  );
  return rows;
}

/**
 * @param {string} way
 * @param {{ packedPerS: number, singlePerS: number }} measured
 * @param {number} atLeast
 */
function row(way, { packedPerS, singlePerS }, atLeast) {
  return valueRow({
    name: `feed ${way}, against one message per span`,
    unit: 'spans/s',
    measured: Math.round(packedPerS),
    reference: Math.round(singlePerS),
    aim: { atLeast },
  });
}
