// From what a watched page saw to how long an event at the host took to be drawn. An event is a fetch or an inference that began
// or ended: both are written as records at that very moment. Pure: who decodes a batch is handed in.
const FETCH = 3;
const INFERENCE = 6;

/**
 * @typedef {object} DrawnEvent
 * @property {number} seenMs from the event until its batch was at the page
 * @property {number} drawnMs from the event until something was drawn afterwards
 */

/**
 * @param {Pick<import('./page-watch.mjs').PageWatch, 'batches' | 'drawsMs'>} watch
 * @param {(hostNs: number) => number} pageMs clock of the host to clock of the page
 * @param {(packed: ArrayBuffer) => Pick<import('../core/contract/feed.ts').FeedBatch, 'run' | 'startNs' | 'spans'>} decode
 * @returns {DrawnEvent[]}
 */
export function drawnEvents({ batches, drawsMs }, pageMs, decode) {
  /** @type {Map<string, boolean>} rows that were seen, and whether they had ended */
  const known = new Map();
  /** @type {DrawnEvent[]} */
  const events = [];
  for (const { atMs, bytes } of batches) {
    const batch = decode(bufferOf(bytes));
    const drawMs = drawsMs.find((drawnAtMs) => drawnAtMs >= atMs);
    if (drawMs === undefined) continue;
    const { row, kind, startMs, endMs } = batch.spans;
    for (let n = 0; n < row.length; n++) {
      if (kind[n] !== FETCH && kind[n] !== INFERENCE) continue;
      const key = `${batch.run} ${row[n]}`;
      const ended = !Number.isNaN(endMs[n]);
      for (const happenedMs of newTimes(known.get(key), ended, startMs[n], endMs[n])) {
        const eventMs = pageMs(batch.startNs + happenedMs * 1e6);
        events.push({ seenMs: atMs - eventMs, drawnMs: drawMs - eventMs });
      }
      known.set(key, ended);
    }
  }
  return events;
}

/**
 * When what is new of a row happened.
 * @param {boolean | undefined} before whether it had ended; undefined: it was not known
 * @param {boolean} ended
 * @param {number | undefined} startMs
 * @param {number | undefined} endMs
 */
function newTimes(before, ended, startMs = NaN, endMs = NaN) {
  if (before === undefined) return ended ? [startMs, endMs] : [startMs];
  return ended && !before ? [endMs] : [];
}

/**
 * @param {string} base64
 * @returns {ArrayBuffer}
 */
export function bufferOf(base64) {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
