// Keeps the rows of one request's tiles (and of work orphaned by its client) equal to what its moments say now.
// Rows are never removed: a tile that turned out not to exist becomes void.
import { Lane } from './lane.ts';
import { StageBit } from './request-table.ts';
import { createTiles, MAX_TILES, Moment, MOMENTS, tileRequest } from './request-tiles.ts';
import { SpanFlag, type SpanRow } from './span-columns.ts';
import { SpanKind } from './span-kind.ts';
import type { TraceStore } from './trace-store.ts';

export class TileWriter {
  private readonly store: TraceStore;
  private readonly tiles = createTiles();
  private readonly row: SpanRow = {
    kind: SpanKind.Unaccounted,
    lane: 0,
    request: 0,
    startMs: 0,
    endMs: 0,
    flags: 0,
    value: NaN,
    code: 0,
    source: 0,
    generation: 0,
  };

  constructor(store: TraceStore) {
    this.store = store;
  }

  /** Cuts request `at` anew and writes what differs. */
  write(at: number): void {
    const { requests } = this.store;
    tileRequest(requests.moments, at * MOMENTS, requests.has(at, StageBit.Pooled), this.tiles);
    for (let n = 0; n < MAX_TILES; n++) {
      const slot = at * MAX_TILES + n;
      const known = requests.tileRows[slot] ?? -1;
      if (n < this.tiles.count) {
        this.describe(at, this.tiles.kind[n] as SpanKind, SpanFlag.Tile);
        this.place(this.tiles.start[n] ?? NaN, this.tiles.end[n] ?? NaN);
        requests.tileRows[slot] = this.put(known);
      } else if (known >= 0) this.withdraw(known);
      else break;
    }
    this.writeOrphan(at, 0, SpanKind.Fetch, Moment.FetchStart, Moment.FetchEnd);
    this.writeOrphan(at, 1, SpanKind.Inference, Moment.InferenceStart, Moment.InferenceEnd);
  }

  /** A stage that began, and did not end before the client had its end, goes on as orphaned work. */
  private writeOrphan(at: number, which: number, kind: SpanKind, start: Moment, end: Moment): void {
    const { requests } = this.store;
    const endedNs = requests.moment(at, Moment.End);
    if (Number.isNaN(endedNs)) return;
    const startNs = requests.moment(at, start);
    const stopNs = requests.moment(at, end);
    const slot = at * 2 + which;
    if (Number.isNaN(startNs) || stopNs <= endedNs) {
      // Its end was read later than the client's.
      const known = requests.orphanRows[slot] ?? -1;
      if (known >= 0) this.withdraw(known);
      return;
    }
    this.describe(at, kind, SpanFlag.Orphaned);
    this.place(Math.max(startNs, endedNs), stopNs);
    requests.orphanRows[slot] = this.put(requests.orphanRows[slot] ?? -1);
  }

  private place(startNs: number, endNs: number): void {
    this.row.startMs = this.store.ms(startNs);
    this.row.endMs = this.store.ms(endNs);
    if (Number.isNaN(endNs)) this.row.flags |= SpanFlag.Open;
  }

  /** Where a stage ran, whether it failed, and what is known of it. */
  private describe(at: number, kind: SpanKind, flags: number): void {
    const { requests } = this.store;
    const row = this.row;
    row.kind = kind;
    row.request = requests.id[at] ?? 0;
    row.lane = Lane.Request;
    row.flags = flags;
    row.value = NaN;
    row.code = 0;
    row.generation = 0;
    if (kind === SpanKind.Fetch) {
      if (requests.has(at, StageBit.FetchInPool)) this.onThread(at);
      if (requests.has(at, StageBit.FetchOnLoop)) row.flags |= SpanFlag.OnLoop;
      if (requests.has(at, StageBit.FetchFailed)) row.flags |= SpanFlag.Failed;
    } else if (kind === SpanKind.Inference) {
      if (requests.has(at, StageBit.InferenceOnLoop)) row.flags |= SpanFlag.OnLoop;
      else this.onThread(at);
      if (requests.has(at, StageBit.InferenceFailed)) row.flags |= SpanFlag.Failed;
      row.value = (requests.cpuNs[at] ?? NaN) / 1e6;
    } else if (kind === SpanKind.Sleep) {
      row.flags |= SpanFlag.OnLoop;
    } else if (kind === SpanKind.Respond) {
      row.code = requests.status[at] ?? 0;
      if (row.code >= 500) row.flags |= SpanFlag.Failed;
    }
  }

  private onThread(at: number): void {
    const { requests } = this.store;
    const lane = requests.threadLane[at] ?? 0;
    // Its records may have been lost: better on no thread than on a wrong lane.
    this.row.lane = lane === 0 ? Lane.Request : lane;
    this.row.generation = requests.threadGeneration[at] ?? 0;
  }

  private put(known: number): number {
    if (known < 0) return this.store.append(this.row);
    if (!this.same(known)) this.store.replace(known, this.row);
    return known;
  }

  private same(at: number): boolean {
    const { spans } = this.store;
    const row = this.row;
    return (
      spans.kind[at] === row.kind &&
      spans.flags[at] === row.flags &&
      spans.lane[at] === row.lane &&
      spans.code[at] === row.code &&
      spans.startMs[at] === row.startMs &&
      Object.is(spans.endMs[at], row.endMs) &&
      Object.is(spans.value[at], row.value)
    );
  }

  private withdraw(at: number): void {
    const { spans } = this.store;
    if (((spans.flags[at] ?? 0) & SpanFlag.Void) !== 0) return;
    spans.flags[at] = SpanFlag.Void;
    this.store.close(at, spans.startMs[at] ?? 0);
  }
}
