// What a window knows of every request beyond its spans, as columns: one row a request, in order of first appearance. The
// copy at the far end of the feed; the host's own table (request-table.ts) knows more.

/** One request, copied out of the columns. Times in ms from the run's start. */
export interface RequestRow {
  id: number;
  /** Intended send; from outside: when the server first saw it. NaN: not known yet. */
  startMs: number;
  /** Last byte, abort, or (from outside) flush; NaN while it is pending. */
  endMs: number;
  /** CPU time its inference really got; NaN where unknown. */
  cpuMs: number;
  /** See Outcome in request-table.ts: an HTTP status, or negative for what went wrong at the client. */
  outcome: number;
  /** HTTP status the server wrote; 0 = none yet. */
  status: number;
  /** Index into ENDPOINTS (contract/predict) + 1; 0 = not known. */
  endpoint: number;
  /** Index into MODES + 1; 0 = not known. */
  mode: number;
  /** See StageBit in request-table.ts. */
  stages: number;
}

const FIRST_CAPACITY = 256;

export class RequestColumns {
  length = 0;
  id = new Uint32Array(FIRST_CAPACITY);
  startMs = new Float64Array(FIRST_CAPACITY);
  endMs = new Float64Array(FIRST_CAPACITY);
  cpuMs = new Float64Array(FIRST_CAPACITY);
  outcome = new Int32Array(FIRST_CAPACITY);
  status = new Int32Array(FIRST_CAPACITY);
  endpoint = new Uint8Array(FIRST_CAPACITY);
  mode = new Uint8Array(FIRST_CAPACITY);
  stages = new Uint16Array(FIRST_CAPACITY);
  private readonly rowOfId = new Map<number, number>();

  /** Row of a request, or -1. */
  indexOf(id: number): number {
    return this.rowOfId.get(id) ?? -1;
  }

  /** Adds rows up to `length` for the caller to fill at once, column by column; the ids by `setId`. */
  extend(length: number): void {
    if (length > this.id.length) this.grow(length);
    this.length = Math.max(this.length, length);
  }

  /** Notes which request the row `at` is of. */
  setId(at: number, id: number): void {
    this.id[at] = id;
    this.rowOfId.set(id, at);
  }

  /** Writes row `at`, which exists or is the next one. @throws RangeError when it would leave a hole */
  set(at: number, row: Readonly<RequestRow>): void {
    if (!(at >= 0 && at <= this.length))
      throw new RangeError(`request row ${at} of ${this.length}`);
    if (at === this.id.length) this.grow(at + 1);
    if (at === this.length) this.length++;
    this.setId(at, row.id);
    this.startMs[at] = row.startMs;
    this.endMs[at] = row.endMs;
    this.cpuMs[at] = row.cpuMs;
    this.outcome[at] = row.outcome;
    this.status[at] = row.status;
    this.endpoint[at] = row.endpoint;
    this.mode[at] = row.mode;
    this.stages[at] = row.stages;
  }

  /** Copies one row out; throws when there is no such row. */
  row(at: number): RequestRow {
    if (!(at >= 0 && at < this.length)) throw new RangeError(`request ${at} of ${this.length}`);
    return {
      id: this.id[at]!,
      startMs: this.startMs[at]!,
      endMs: this.endMs[at]!,
      cpuMs: this.cpuMs[at]!,
      outcome: this.outcome[at]!,
      status: this.status[at]!,
      endpoint: this.endpoint[at]!,
      mode: this.mode[at]!,
      stages: this.stages[at]!,
    };
  }

  private grow(atLeast: number): void {
    const capacity = Math.max(atLeast, this.id.length * 2);
    const widen = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.id = widen(this.id, new Uint32Array(capacity));
    this.startMs = widen(this.startMs, new Float64Array(capacity));
    this.endMs = widen(this.endMs, new Float64Array(capacity));
    this.cpuMs = widen(this.cpuMs, new Float64Array(capacity));
    this.outcome = widen(this.outcome, new Int32Array(capacity));
    this.status = widen(this.status, new Int32Array(capacity));
    this.endpoint = widen(this.endpoint, new Uint8Array(capacity));
    this.mode = widen(this.mode, new Uint8Array(capacity));
    this.stages = widen(this.stages, new Uint16Array(capacity));
  }
}
