// Spans as columns of typed arrays that grow by doubling up to a bound. A row is never removed and
// never moves; an object is made only when somebody looks at one span. Times are ms from the run's start.
import type { SpanKind } from './span-kind.ts';

/** Bits of a row's `flags`. */
export const SpanFlag = {
  /** The end is not known yet: `endMs` is NaN and the span grows. */
  Open: 1,
  Failed: 2,
  /** Work that went on after its client had left. */
  Orphaned: 4,
  /** One of the tiles of its request's interval. */
  Tile: 8,
  /** The stage held the event loop. */
  OnLoop: 16,
  /** A loop block with no stage behind it. */
  Runtime: 32,
  /** Withdrawn: a later record showed that this tile was not so. */
  Void: 64,
} as const;

/** One span, copied out of the columns. */
export interface SpanRow {
  kind: SpanKind;
  lane: number;
  request: number;
  startMs: number;
  /** NaN while the span is open. */
  endMs: number;
  flags: number;
  /** Kind-specific: CPU ms of an inference, ms when a fetched answer was ready … NaN when there is none. */
  value: number;
  /** Kind-specific code: stage kind of a loop block, HTTP status of a respond … */
  code: number;
  source: number;
  generation: number;
}

const FIRST_CAPACITY = 1024;

export class SpanColumns {
  kind = new Uint8Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  lane = new Uint16Array(FIRST_CAPACITY);
  source = new Uint16Array(FIRST_CAPACITY);
  generation = new Uint16Array(FIRST_CAPACITY);
  request = new Uint32Array(FIRST_CAPACITY);
  code = new Int32Array(FIRST_CAPACITY);
  startMs = new Float64Array(FIRST_CAPACITY);
  endMs = new Float64Array(FIRST_CAPACITY);
  value = new Float64Array(FIRST_CAPACITY);
  length = 0;
  /** Rows that were not kept because the bound was reached. */
  notKept = 0;
  private readonly maxRows: number;

  /** @param maxRows bound on the number of rows; what comes later is counted in `notKept` */
  constructor(maxRows: number) {
    this.maxRows = maxRows;
  }

  /** Appends a row and returns its index, or -1 when the bound is reached. */
  push(row: Readonly<SpanRow>): number {
    if (this.length >= this.maxRows) {
      this.notKept++;
      return -1;
    }
    if (this.length === this.kind.length) this.grow(this.length + 1);
    const at = this.length++;
    this.set(at, row);
    return at;
  }

  /** Adds rows up to `length` for the caller to fill at once, column by column. @throws RangeError beyond the bound */
  extend(length: number): void {
    if (length > this.maxRows) throw new RangeError(`${length} spans, at most ${this.maxRows}`);
    if (length > this.kind.length) this.grow(length);
    this.length = Math.max(this.length, length);
  }

  set(at: number, row: Readonly<SpanRow>): void {
    this.kind[at] = row.kind;
    this.flags[at] = row.flags;
    this.lane[at] = row.lane;
    this.source[at] = row.source;
    this.generation[at] = row.generation;
    this.request[at] = row.request;
    this.code[at] = row.code;
    this.startMs[at] = row.startMs;
    this.endMs[at] = row.endMs;
    this.value[at] = row.value;
  }

  /** Copies one row out; throws when there is no such row. */
  row(at: number): SpanRow {
    if (!(at >= 0 && at < this.length)) throw new RangeError(`span ${at} of ${this.length}`);
    return {
      kind: this.kind[at] as SpanKind,
      flags: this.flags[at] as number,
      lane: this.lane[at] as number,
      source: this.source[at] as number,
      generation: this.generation[at] as number,
      request: this.request[at] as number,
      code: this.code[at] as number,
      startMs: this.startMs[at] as number,
      endMs: this.endMs[at] as number,
      value: this.value[at] as number,
    };
  }

  private grow(atLeast: number): void {
    const capacity = Math.max(atLeast, Math.min(this.maxRows, this.kind.length * 2));
    this.kind = widened(this.kind, new Uint8Array(capacity));
    this.flags = widened(this.flags, new Uint8Array(capacity));
    this.lane = widened(this.lane, new Uint16Array(capacity));
    this.source = widened(this.source, new Uint16Array(capacity));
    this.generation = widened(this.generation, new Uint16Array(capacity));
    this.request = widened(this.request, new Uint32Array(capacity));
    this.code = widened(this.code, new Int32Array(capacity));
    this.startMs = widened(this.startMs, new Float64Array(capacity));
    this.endMs = widened(this.endMs, new Float64Array(capacity));
    this.value = widened(this.value, new Float64Array(capacity));
  }
}

function widened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
