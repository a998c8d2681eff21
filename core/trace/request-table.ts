// What is known of every request of a run: its moments, its outcome, where its stages ran. Columns again;
// one row a request, in order of first appearance. Knows nothing of records or of lanes' spans.
import { MAX_TILES, MOMENTS } from './request-tiles.ts';

/** Client-side outcomes; HTTP statuses are positive. */
export const Outcome = {
  Pending: 0,
  /** The client's time-out passed. */
  TimedOut: -1,
  /** The connection broke. */
  ConnectionFailed: -2,
  /** The run was stopped before the answer. */
  Stopped: -3,
  /** From outside: the client left before the answer was flushed. */
  ClientGone: -4,
} as const;

/** Name of an outcome as it stands in documents, e.g. `200`, `timeout`. */
export function outcomeName(code: number): string {
  switch (code) {
    case Outcome.Pending:
      return 'pending';
    case Outcome.TimedOut:
      return 'timeout';
    case Outcome.ConnectionFailed:
      return 'connection-failed';
    case Outcome.Stopped:
      return 'stopped';
    case Outcome.ClientGone:
      return 'client-gone';
    default:
      return String(code);
  }
}

const FIRST_CAPACITY = 256;

export class RequestTable {
  length = 0;
  /** Requests that were seen but not kept because the bound was reached. */
  notKept = 0;
  id = new Uint32Array(FIRST_CAPACITY);
  /** Endpoint code (see contract/predict), 0 = not known. */
  endpoint = new Uint8Array(FIRST_CAPACITY);
  /** Mode code + 1, 0 = not known. */
  mode = new Uint8Array(FIRST_CAPACITY);
  outcome = new Int32Array(FIRST_CAPACITY);
  /** HTTP status the server wrote, 0 = none yet. */
  status = new Int32Array(FIRST_CAPACITY);
  /** Lane of the pool thread that served it, 0 = none known. */
  threadLane = new Uint16Array(FIRST_CAPACITY);
  /** Generation of that thread. */
  threadGeneration = new Uint16Array(FIRST_CAPACITY);
  /** Stage bits, see StageBit. */
  stages = new Uint16Array(FIRST_CAPACITY);
  /** CPU ns its inference really got; NaN where unknown. */
  cpuNs = new Float64Array(FIRST_CAPACITY);
  /** Moments, MOMENTS to a request, in ns of the clock; NaN = not seen. */
  moments = new Float64Array(FIRST_CAPACITY * MOMENTS).fill(NaN);
  /** Rows of the span columns that hold its tiles, MAX_TILES to a request; -1 = none. */
  tileRows = new Int32Array(FIRST_CAPACITY * MAX_TILES).fill(-1);
  /** Rows of work that went on after the client had left: fetch, inference; -1 = none. */
  orphanRows = new Int32Array(FIRST_CAPACITY * 2).fill(-1);
  private readonly indexOfId = new Map<number, number>();
  private readonly maxRequests: number;

  constructor(maxRequests: number) {
    this.maxRequests = maxRequests;
  }

  /** Row of a request, or -1. */
  indexOf(id: number): number {
    return this.indexOfId.get(id) ?? -1;
  }

  /** Row of a request, made when it is new; -1 when the bound is reached. */
  open(id: number): number {
    const known = this.indexOfId.get(id);
    if (known !== undefined) return known;
    if (this.length >= this.maxRequests) {
      this.notKept++;
      return -1;
    }
    if (this.length === this.id.length) this.grow();
    const at = this.length++;
    this.id[at] = id;
    this.cpuNs[at] = NaN;
    this.indexOfId.set(id, at);
    return at;
  }

  moment(at: number, moment: number): number {
    return this.moments[at * MOMENTS + moment] ?? NaN;
  }

  setMoment(at: number, moment: number, timeNs: number): void {
    this.moments[at * MOMENTS + moment] = timeNs;
  }

  has(at: number, bits: number): boolean {
    return ((this.stages[at] ?? 0) & bits) !== 0;
  }

  addStage(at: number, bits: number): void {
    this.stages[at] = (this.stages[at] ?? 0) | bits;
  }

  removeStage(at: number, bits: number): void {
    this.stages[at] = (this.stages[at] ?? 0) & ~bits;
  }

  private grow(): void {
    const capacity = Math.min(this.maxRequests, this.id.length * 2);
    const widen = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.id = widen(this.id, new Uint32Array(capacity));
    this.endpoint = widen(this.endpoint, new Uint8Array(capacity));
    this.mode = widen(this.mode, new Uint8Array(capacity));
    this.outcome = widen(this.outcome, new Int32Array(capacity));
    this.status = widen(this.status, new Int32Array(capacity));
    this.threadLane = widen(this.threadLane, new Uint16Array(capacity));
    this.threadGeneration = widen(this.threadGeneration, new Uint16Array(capacity));
    this.stages = widen(this.stages, new Uint16Array(capacity));
    this.cpuNs = widen(this.cpuNs, new Float64Array(capacity));
    this.moments = widen(this.moments, new Float64Array(capacity * MOMENTS).fill(NaN));
    this.orphanRows = widen(this.orphanRows, new Int32Array(capacity * 2).fill(-1));
    this.tileRows = widen(this.tileRows, new Int32Array(capacity * MAX_TILES).fill(-1));
  }
}

/** Bits of `stages`. */
export const StageBit = {
  FetchOnLoop: 1,
  InferenceOnLoop: 2,
  FetchFailed: 4,
  InferenceFailed: 8,
  /** It came from outside: only the interval the server saw is known. */
  Outside: 32,
  /** Its client left before the answer. */
  ClientGone: 64,
  FetchInPool: 128,
  /** A pool thread works or will work for it. */
  Pooled: 256,
} as const;
