// A single-producer single-consumer ring of records in shared memory: one per recording thread.
// The producer never waits and never allocates; when the ring is full it counts what it lost. There
// is no message, so the host can read it while the producer's event loop is blocked.
//
//   header (64 bytes, int32):  0 schemaVersion  1 capacity  2 lane  3 source  4 generation
//                              5 written  6 read  7 dropped spans  8 next span id
//
// `written` and `read` are counts modulo 2^32; the slot is the count modulo the capacity (a power of two).
// A begin is only written when a slot for its end is left over, so what has begun can always end.
import {
  RECORD_BYTES,
  RECORD_INTS,
  RECORD_SCHEMA_VERSION,
  RecordOp,
  type RecordKind,
} from './record.ts';

const HEADER_BYTES = 64;
const HEADER_INTS = HEADER_BYTES / 4;
const HEADER_DOUBLES = HEADER_BYTES / 8;
const RECORD_DOUBLES = RECORD_BYTES / 8;
const H_VERSION = 0;
const H_CAPACITY = 1;
const H_LANE = 2;
const H_SOURCE = 3;
const H_GENERATION = 4;
const H_WRITTEN = 5;
const H_READ = 6;
const H_DROPPED = 7;
const H_NEXT_SPAN = 8;

/** Span id that `begin` returns when the ring had no room; ending it is harmless. */
export const NO_SPAN = 0;

/**
 * Makes the shared memory of one ring.
 * @param capacity records, a power of two
 * @param lane lane that the producing thread draws on
 * @param source id of the process or system that records (0 = this host)
 */
export function createRing(capacity: number, lane: number, source = 0): SharedArrayBuffer {
  if (capacity < 2 || (capacity & (capacity - 1)) !== 0) {
    throw new RangeError(`ring capacity ${capacity} is not a power of two`);
  }
  const buffer = new SharedArrayBuffer(HEADER_BYTES + capacity * RECORD_BYTES);
  const header = new Int32Array(buffer, 0, HEADER_INTS);
  header[H_VERSION] = RECORD_SCHEMA_VERSION;
  header[H_CAPACITY] = capacity;
  header[H_LANE] = lane;
  header[H_SOURCE] = source;
  header[H_GENERATION] = 1;
  header[H_NEXT_SPAN] = 1;
  return buffer;
}

/**
 * Starts a ring's next generation: the thread that wrote to it is gone, another will take over.
 * @returns the generation that has ended
 */
export function endGeneration(buffer: SharedArrayBuffer): number {
  return Atomics.add(new Int32Array(buffer, 0, HEADER_INTS), H_GENERATION, 1);
}

/** The producer's end. Exactly one per thread and ring. */
export class RingWriter {
  readonly generation: number;
  private readonly header: Int32Array;
  private readonly ints: Int32Array;
  private readonly doubles: Float64Array;
  private readonly mask: number;
  private readonly identity: number;
  private written: number;
  private open = 0;

  constructor(buffer: SharedArrayBuffer) {
    this.header = new Int32Array(buffer, 0, HEADER_INTS);
    const capacity = this.header[H_CAPACITY] ?? 0;
    this.ints = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.mask = capacity - 1;
    this.generation = Atomics.load(this.header, H_GENERATION);
    this.identity = ((this.header[H_SOURCE] ?? 0) & 0xffff) | (this.generation << 16);
    this.written = Atomics.load(this.header, H_WRITTEN);
  }

  /** Writes the begin of a span and returns its id, or NO_SPAN when the ring is full. */
  begin(
    kind: RecordKind,
    request: number,
    timeNs: number,
    status = 0,
    value = 0,
    a = 0,
    b = 0,
  ): number {
    // One slot for this begin, one for its own end, one for the end of every span already open.
    if (this.free() < this.open + 2) {
      Atomics.add(this.header, H_DROPPED, 1);
      return NO_SPAN;
    }
    const span = this.takeSpanId();
    this.open++;
    this.put(RecordOp.Begin, kind, status, span, request, timeNs, value, a, b);
    return span;
  }

  /** Writes the end of what `begin` returned. */
  end(
    span: number,
    kind: RecordKind,
    request: number,
    timeNs: number,
    status = 0,
    value = 0,
    a = 0,
    b = 0,
  ): void {
    if (span === NO_SPAN) return;
    this.open--;
    this.put(RecordOp.End, kind, status, span, request, timeNs, value, a, b);
  }

  /** Writes a moment. Returns false when it was lost. */
  mark(
    kind: RecordKind,
    request: number,
    timeNs: number,
    status = 0,
    value = 0,
    a = 0,
    b = 0,
  ): boolean {
    return this.single(RecordOp.Mark, kind, status, request, timeNs, value, a, b);
  }

  /** Writes a span whose both ends are known. Returns false when it was lost. */
  span(
    kind: RecordKind,
    request: number,
    startNs: number,
    endNs: number,
    status = 0,
    a = 0,
    b = 0,
  ): boolean {
    return this.single(RecordOp.Span, kind, status, request, startNs, endNs, a, b);
  }

  private single(
    op: RecordOp,
    kind: RecordKind,
    status: number,
    request: number,
    timeNs: number,
    value: number,
    a: number,
    b: number,
  ): boolean {
    if (this.free() < this.open + 1) {
      Atomics.add(this.header, H_DROPPED, 1);
      return false;
    }
    this.put(op, kind, status, this.takeSpanId(), request, timeNs, value, a, b);
    return true;
  }

  private takeSpanId(): number {
    const id = this.header[H_NEXT_SPAN] ?? 1;
    this.header[H_NEXT_SPAN] = id === 0x7fffffff ? 1 : id + 1;
    return id;
  }

  private free(): number {
    return this.mask + 1 - ((this.written - Atomics.load(this.header, H_READ)) >>> 0);
  }

  private put(
    op: RecordOp,
    kind: RecordKind,
    status: number,
    span: number,
    request: number,
    timeNs: number,
    value: number,
    a: number,
    b: number,
  ): void {
    const slot = this.written & this.mask;
    const i = HEADER_INTS + slot * RECORD_INTS;
    const d = HEADER_DOUBLES + slot * RECORD_DOUBLES;
    this.ints[i] = op | (kind << 8) | (status << 16);
    this.ints[i + 1] = this.identity;
    this.ints[i + 2] = span;
    this.ints[i + 3] = request;
    this.doubles[d + 2] = timeNs;
    this.doubles[d + 3] = value;
    this.ints[i + 8] = a;
    this.ints[i + 9] = b;
    this.written = (this.written + 1) | 0;
    // The sequentially consistent store publishes the record's bytes before the count.
    Atomics.store(this.header, H_WRITTEN, this.written);
  }
}

/** One record as the consumer sees it; the same object is reused for every record. */
export interface RecordView {
  op: RecordOp;
  kind: RecordKind;
  status: number;
  lane: number;
  source: number;
  generation: number;
  span: number;
  request: number;
  timeNs: number;
  value: number;
  a: number;
  b: number;
}

/** The consumer's end. Exactly one per ring, on the host's main thread. */
export class RingReader {
  readonly lane: number;
  private readonly header: Int32Array;
  private readonly ints: Int32Array;
  private readonly doubles: Float64Array;
  private readonly mask: number;
  private read: number;
  private readonly view: RecordView;

  constructor(buffer: SharedArrayBuffer) {
    this.header = new Int32Array(buffer, 0, HEADER_INTS);
    const version = this.header[H_VERSION] ?? 0;
    if (version !== RECORD_SCHEMA_VERSION) {
      throw new Error(
        `ring has record layout ${version}, this build reads ${RECORD_SCHEMA_VERSION}`,
      );
    }
    this.ints = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.mask = (this.header[H_CAPACITY] ?? 0) - 1;
    this.lane = this.header[H_LANE] ?? 0;
    this.read = Atomics.load(this.header, H_READ);
    const none = {
      status: 0,
      source: 0,
      generation: 0,
      span: 0,
      request: 0,
      timeNs: 0,
      value: 0,
      a: 0,
      b: 0,
    };
    this.view = { op: RecordOp.Mark, kind: 1, lane: this.lane, ...none };
  }

  /** Records lost for want of room since the ring was made (a lost begin counts once, with its end). */
  get dropped(): number {
    return Atomics.load(this.header, H_DROPPED);
  }

  get generation(): number {
    return Atomics.load(this.header, H_GENERATION);
  }

  /**
   * Hands every record that is now in the ring to `visit`, oldest first, and frees the slots.
   * The view is reused: copy what you keep. Returns how many were read.
   */
  drain(visit: (record: RecordView) => void): number {
    const written = Atomics.load(this.header, H_WRITTEN);
    const count = (written - this.read) >>> 0;
    const view = this.view;
    for (let n = 0; n < count; n++) {
      const slot = this.read & this.mask;
      const i = HEADER_INTS + slot * RECORD_INTS;
      const d = HEADER_DOUBLES + slot * RECORD_DOUBLES;
      const head = this.ints[i] ?? 0;
      const identity = this.ints[i + 1] ?? 0;
      view.op = (head & 0xff) as RecordOp;
      view.kind = ((head >>> 8) & 0xff) as RecordKind;
      view.status = (head >>> 16) & 0xff;
      view.source = identity & 0xffff;
      view.generation = identity >>> 16;
      view.span = this.ints[i + 2] ?? 0;
      view.request = this.ints[i + 3] ?? 0;
      view.timeNs = this.doubles[d + 2] ?? 0;
      view.value = this.doubles[d + 3] ?? 0;
      view.a = this.ints[i + 8] ?? 0;
      view.b = this.ints[i + 9] ?? 0;
      this.read = (this.read + 1) | 0;
      visit(view);
    }
    Atomics.store(this.header, H_READ, this.read);
    return count;
  }
}
