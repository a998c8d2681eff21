import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordKind, RecordOp, RecordStatus } from './record.ts';
import { createRing, endGeneration, NO_SPAN, RingReader, RingWriter } from './ring.ts';

const WRITTEN = 5;
const READ = 6;
const CAPACITY = 8;

/** A ring whose counters already stand at `count`, as after that many records. */
function ringAt(count: number): SharedArrayBuffer {
  const buffer = createRing(CAPACITY, 3, 7);
  const header = new Int32Array(buffer);
  header[WRITTEN] = count;
  header[READ] = count;
  return buffer;
}

interface Seen {
  op: RecordOp;
  request: number;
  span: number;
  timeNs: number;
  value: number;
  a: number;
  b: number;
}

/** The slow, obvious ring: a list, and the rule that what has begun keeps a place for its end. */
class ListRing {
  readonly queue: Seen[] = [];
  readonly open: { span: number; request: number }[] = [];
  dropped = 0;

  begin(seen: Seen): boolean {
    if (!this.fits(2)) return false;
    this.queue.push(seen);
    this.open.push({ span: seen.span, request: seen.request });
    return true;
  }

  single(seen: Seen): boolean {
    if (!this.fits(1)) return false;
    this.queue.push(seen);
    return true;
  }

  end(seen: Seen): void {
    this.queue.push(seen);
  }

  private fits(places: number): boolean {
    const fits = CAPACITY - this.queue.length - this.open.length >= places;
    if (!fits) this.dropped++;
    return fits;
  }
}

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.constant('begin' as const) },
  { weight: 3, arbitrary: fc.constant('end' as const) },
  { weight: 2, arbitrary: fc.constant('mark' as const) },
  { weight: 2, arbitrary: fc.constant('span' as const) },
  { weight: 1, arbitrary: fc.constant('drain' as const) },
);

test('behaves like a list with room reserved for every end, also where the counters wrap around', () => {
  const starts = fc.oneof(
    fc.constant(0),
    fc.integer({ min: -20, max: 20 }),
    // The counters are int32: after 2^31 - 1 comes -2^31.
    fc.integer({ min: 0x7fffffff - 30, max: 0x7fffffff }),
    fc.integer(),
  );
  fc.assert(
    fc.property(
      starts,
      fc.array(operation, { maxLength: 120 }),
      fc.infiniteStream(fc.nat()),
      (start, steps, picks) => {
        const buffer = ringAt(start);
        const writer = new RingWriter(buffer);
        const reader = new RingReader(buffer);
        const model = new ListRing();
        let drained: Seen[] = [];
        const drain = (): void => {
          reader.drain(({ op, request, span, timeNs, value, a, b }) =>
            drained.push({ op, request, span, timeNs, value, a, b }),
          );
          expect(drained).toEqual(model.queue);
          drained = [];
          model.queue.length = 0;
        };
        let n = 0;
        for (const step of steps) {
          n++;
          const seen = { request: n, timeNs: n * 1e9 + 0.5, value: n / 3, a: -n, b: n * 2 };
          const { request, timeNs, value, a, b } = seen;
          switch (step) {
            case 'begin': {
              const span = writer.begin(RecordKind.Fetch, request, timeNs, 0, value, a, b);
              expect(span !== NO_SPAN).toBe(model.begin({ ...seen, op: RecordOp.Begin, span }));
              break;
            }
            case 'end': {
              const at = model.open.length === 0 ? -1 : picks.next().value % model.open.length;
              const [open] = at < 0 ? [] : model.open.splice(at, 1);
              if (open === undefined) break;
              model.end({ ...seen, ...open, op: RecordOp.End });
              writer.end(open.span, RecordKind.Fetch, open.request, timeNs, 0, value, a, b);
              break;
            }
            case 'mark': {
              const kept = writer.mark(RecordKind.Seen, request, timeNs, 0, value, a, b);
              const span = kept ? spanOfLast(buffer) : 0;
              expect(kept).toBe(model.single({ ...seen, op: RecordOp.Mark, span }));
              break;
            }
            case 'span': {
              const kept = writer.span(RecordKind.RuntimeBlock, request, timeNs, value, 0, a, b);
              const span = kept ? spanOfLast(buffer) : 0;
              expect(kept).toBe(model.single({ ...seen, op: RecordOp.Span, span }));
              break;
            }
            case 'drain':
              drain();
              break;
          }
          expect(reader.dropped).toBe(model.dropped);
        }
        drain();
      },
    ),
    { numRuns: 400 },
  );
});

/** Span id of the record written last; its place follows from the header. */
function spanOfLast(buffer: SharedArrayBuffer): number {
  const ints = new Int32Array(buffer);
  const slot = ((ints[WRITTEN] ?? 0) - 1) & (CAPACITY - 1);
  return ints[16 + slot * 10 + 2] ?? -1;
}

test('what has begun can always end: a ring full of begins and marks still takes every end', () => {
  const buffer = ringAt(0x7fffffff - 3);
  const writer = new RingWriter(buffer);
  const reader = new RingReader(buffer);
  const spans: number[] = [];
  for (let n = 0; n < 3 * CAPACITY; n++) {
    const span = writer.begin(RecordKind.Fetch, n, n);
    if (span !== NO_SPAN) spans.push(span);
    writer.mark(RecordKind.Seen, n, n);
  }
  expect(spans.length).toBeGreaterThan(0);
  const droppedBefore = reader.dropped;
  for (const span of spans) writer.end(span, RecordKind.Fetch, 1, 99);
  const ended: number[] = [];
  let records = 0;
  reader.drain((record) => {
    records++;
    if (record.op === RecordOp.End) ended.push(record.span);
  });
  expect(ended).toEqual(spans);
  expect(records).toBe(CAPACITY);
  expect(reader.dropped).toBe(droppedBefore);
});

test('span ids differ, and start again at 1 before they reach 2^31', () => {
  const buffer = createRing(CAPACITY, 0);
  new Int32Array(buffer)[8] = 0x7fffffff;
  const writer = new RingWriter(buffer);
  expect(writer.begin(RecordKind.Fetch, 1, 1)).toBe(0x7fffffff);
  expect(writer.begin(RecordKind.Fetch, 1, 1)).toBe(1);
});

test('a record carries kind, status, lane, source and generation', () => {
  const buffer = createRing(2, 16, 65_535);
  const writer = new RingWriter(buffer);
  const failedOnLoop = RecordStatus.Failed | RecordStatus.OnLoop;
  writer.mark(RecordKind.ThreadExit, 0x7f00_0001, 1.5, failedOnLoop, NaN, -1, 0x7fffffff);
  const views: object[] = [];
  new RingReader(buffer).drain((record) => views.push({ ...record }));
  expect(views).toEqual([
    {
      op: RecordOp.Mark,
      kind: RecordKind.ThreadExit,
      status: failedOnLoop,
      lane: 16,
      source: 65_535,
      generation: 1,
      span: 1,
      request: 0x7f00_0001,
      timeNs: 1.5,
      value: NaN,
      a: -1,
      b: 0x7fffffff,
    },
  ]);
});

test('the next generation goes on where the dead one stopped, and nothing of either is lost', () => {
  const buffer = ringAt(0x7fffffff);
  const first = new RingWriter(buffer);
  const open = first.begin(RecordKind.Inference, 1, 10);
  expect(endGeneration(buffer)).toBe(1);
  const second = new RingWriter(buffer);
  const next = second.begin(RecordKind.Inference, 2, 20);
  expect(next).not.toBe(open);
  const reader = new RingReader(buffer);
  expect(reader.generation).toBe(2);
  const seen: number[][] = [];
  reader.drain((record) => seen.push([record.request, record.generation]));
  expect(seen).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('a capacity that is no power of two, and a ring of another layout, are refused', () => {
  for (const capacity of [0, 1, 3, 1000]) expect(() => createRing(capacity, 0)).toThrow(RangeError);
  const buffer = createRing(CAPACITY, 0);
  new Int32Array(buffer)[0] = 99;
  expect(() => new RingReader(buffer)).toThrow(/layout 99/);
});
