// What one record costs, without the clock: written into a ring in shared memory, and read out of it in batches.
// Floors in the same run: the same facts pushed as objects and kept, as a trace must be, and stored into plain typed
// arrays. Means, because collecting garbage is part of the price; the best of several blocks, because a shared machine
// only ever takes away.
import { loadRing } from './built.mjs';
import { valueRow } from './row.mjs';

const CAPACITY = 4096;
/** Records written between two drains. */
const BATCH = 2048;
const ROUNDS_PER_BLOCK = 100;
/** The first only warms the code. */
const BLOCKS = 12;
const LANE = 0;
/** Any kind: the ring does not look at it (5 = fetch). */
const KIND = 5;
/** Stands for a time of the clock: beyond 31 bits, so that it is stored as a double. */
const TIME_NS = 4_000_000_000_000.5;
const LIMIT_NS = 100;

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function benchRecorder() {
  const { createRing, RingReader, RingWriter } = await loadRing();
  const ring = createRing(CAPACITY, LANE);
  const writer = new RingWriter(ring);
  const reader = new RingReader(ring);
  let seen = 0;
  const drain = () => {
    reader.drain((record) => {
      seen += record.request & 1;
    });
  };
  const pairNs = perRecordNs(() => writePairs(writer), drain);
  const markNs = perRecordNs(() => writeMarks(writer), drain);
  const drainNs = perRecordNs(drain, () => writeMarks(writer));
  const objectNs = perRecordNs(pushObjects, () => {
    if (objects.length >= BATCH * ROUNDS_PER_BLOCK) objects = [];
  });
  const columnNs = perRecordNs(storeColumns, () => {
    seen += (columns.request[7] ?? 0) & 1;
  });
  if (seen === 0) throw new Error('nothing was read');
  if (reader.dropped > 0) throw new Error(`${reader.dropped} records were lost`);
  const aim = { atMost: LIMIT_NS };
  return [
    valueRow({
      name: 'record of a begin or end, against an object pushed and kept',
      unit: 'ns',
      measured: pairNs,
      reference: objectNs,
      aim,
    }),
    valueRow({
      name: 'record of a mark, against plain typed arrays',
      unit: 'ns',
      measured: markNs,
      reference: columnNs,
      aim,
    }),
    valueRow({
      name: 'record read by the host, against its writing',
      unit: 'ns',
      measured: drainNs,
      reference: markNs,
      aim,
    }),
  ];
}

/**
 * What one record of `timed` takes; `between` runs untimed after each round.
 * @param {() => void} timed
 * @param {() => void} between
 */
function perRecordNs(timed, between) {
  let best = Infinity;
  for (let block = 0; block < BLOCKS; block++) {
    let takenNs = 0;
    for (let round = 0; round < ROUNDS_PER_BLOCK; round++) {
      const startNs = process.hrtime.bigint();
      timed();
      takenNs += Number(process.hrtime.bigint() - startNs);
      between();
    }
    if (block > 0) best = Math.min(best, takenNs / ROUNDS_PER_BLOCK / BATCH);
  }
  return best;
}

/** @param {import('../core/trace/ring.ts').RingWriter} writer */
function writePairs(writer) {
  for (let n = 0; n < BATCH / 2; n++) {
    const span = writer.begin(KIND, n, TIME_NS + n);
    writer.end(span, KIND, n, TIME_NS + n, 0, TIME_NS);
  }
}

/** @param {import('../core/trace/ring.ts').RingWriter} writer */
function writeMarks(writer) {
  for (let n = 0; n < BATCH; n++) writer.mark(KIND, n, TIME_NS + n, 0, 0, 1, 2);
}

/** @type {object[]} */
let objects = [];

function pushObjects() {
  for (let n = 0; n < BATCH; n++) {
    const timeNs = TIME_NS + n;
    objects.push({
      op: 3,
      kind: KIND,
      status: 0,
      span: n,
      request: n,
      timeNs,
      value: 0,
      a: 1,
      b: 2,
    });
  }
}

const columns = {
  head: new Int32Array(CAPACITY),
  span: new Int32Array(CAPACITY),
  request: new Int32Array(CAPACITY),
  timeNs: new Float64Array(CAPACITY),
  value: new Float64Array(CAPACITY),
  a: new Int32Array(CAPACITY),
  b: new Int32Array(CAPACITY),
};

function storeColumns() {
  for (let n = 0; n < BATCH; n++) {
    columns.head[n] = 3 | (KIND << 8);
    columns.span[n] = n;
    columns.request[n] = n;
    columns.timeNs[n] = TIME_NS + n;
    columns.value[n] = 0;
    columns.a[n] = 1;
    columns.b[n] = 2;
  }
}
