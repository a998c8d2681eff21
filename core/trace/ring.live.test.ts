// The ring between two real threads: the producer never waits, the consumer drains meanwhile.
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { RecordOp } from './record.ts';
import { createRing, RingReader } from './ring.ts';

const ROUNDS = 300_000;

test.each([
  ['too small, so that records are lost', 256],
  ['large enough for all', 2 ** 20],
])(
  'a thread writes while another reads a ring %s: no record torn, doubled, out of order or lost in silence',
  async (_name, capacity) => {
    const ring = createRing(capacity, 16);
    // So that the counters wrap around on the way.
    new Int32Array(ring)[5] = new Int32Array(ring)[6] = 0x7fffffff - 1000;
    const reader = new RingReader(ring);
    const worker = new Worker(new URL('./ring-producer.test-support.ts', import.meta.url), {
      workerData: { ring, rounds: ROUNDS },
    });
    const finished = once(worker, 'message') as Promise<
      [{ marks: number; begins: number; lost: number }]
    >;
    const read = { begins: 0, marks: 0, ends: 0 };
    const open = new Map<number, number>();
    let torn = 0;
    let disorder = 0;
    let last = 0;
    const visit = (record: Parameters<Parameters<typeof reader.drain>[0]>[0]): void => {
      const { op, request, span, timeNs, value, a, b } = record;
      if (timeNs !== request || value !== request || a !== request || b !== request) torn++;
      if (request < last) disorder++;
      last = request;
      if (op === RecordOp.Begin) {
        read.begins++;
        open.set(span, request);
      } else if (op === RecordOp.Mark) read.marks++;
      else {
        read.ends++;
        if (open.get(span) !== request) disorder++;
        open.delete(span);
      }
    };
    const progress: { done: boolean } = { done: false };
    void finished.then(() => (progress.done = true));
    while (!progress.done) {
      reader.drain(visit);
      await nextTurn();
    }
    reader.drain(visit);
    const [counts] = await finished;
    expect({ torn, disorder, open: open.size }).toEqual({ torn: 0, disorder: 0, open: 0 });
    expect(read).toEqual({ begins: counts.begins, marks: counts.marks, ends: counts.begins });
    expect(reader.dropped).toBe(counts.lost);
    // More than fits at once: what was read made room.
    if (capacity < ROUNDS) expect(counts.begins + counts.marks).toBeGreaterThan(2 * capacity);
    expect(counts.begins + counts.marks + counts.lost).toBe(2 * ROUNDS);
    if (capacity > 3 * ROUNDS) expect(counts.lost).toBe(0);
    await worker.terminate();
  },
);
