// The spans that lie on the lanes of resources rather than of requests: blocks of the loop, probes, the feature service,
// the background queue. Each row is opened by a begin and closed by its end, in whatever order they are read.
import { Lane } from './lane.ts';
import { RecordKind, RecordOp, RecordStatus } from './record.ts';
import type { RecordView } from './ring.ts';
import { SpanFlag, type SpanRow } from './span-columns.ts';
import { SpanKind } from './span-kind.ts';
import type { TraceStore } from './trace-store.ts';

export class ResourceRows {
  private readonly store: TraceStore;
  /** Open rows, by ring lane and span id. */
  private readonly openRows = new Map<number, number>();
  /** Row of the background span (or wait) of a request that has not ended. */
  private readonly backgroundRows = new Map<number, number>();

  constructor(store: TraceStore) {
    this.store = store;
  }

  probe(record: RecordView): void {
    if (record.op === RecordOp.Begin) {
      const row = this.newRow(record, SpanKind.Probe, Lane.HealthProbe);
      row.value = this.store.ms(record.value);
      this.open(record, row);
      return;
    }
    const at = this.close(record, record.a !== 200);
    if (at !== undefined) this.store.spans.code[at] = record.a;
  }

  featureService(record: RecordView): void {
    if (record.op === RecordOp.Begin) {
      this.open(record, this.newRow(record, SpanKind.FeatureService, Lane.FeatureService));
    } else this.close(record, false);
  }

  /** A stage begins to hold the loop. */
  beginLoopBlock(record: RecordView, stage: SpanKind): void {
    this.open(record, this.loopRow(record, stage));
  }

  endLoopBlock(record: RecordView): void {
    this.close(record, (record.status & RecordStatus.Failed) !== 0);
  }

  /** A stage has held the loop. */
  loopBlock(record: RecordView, stage: SpanKind, startNs: number, endNs: number): void {
    const row = this.loopRow(record, stage);
    row.startMs = this.store.ms(startNs);
    row.endMs = this.store.ms(endNs);
    row.flags = 0;
    this.store.append(row);
  }

  /** Something that no stage explains has held the loop. */
  runtimeBlock(record: RecordView): void {
    const row = this.loopRow(record, 0 as SpanKind);
    row.request = 0;
    row.endMs = this.store.ms(record.value);
    row.flags = SpanFlag.Runtime;
    this.store.append(row);
  }

  /** Queued, begun, ended: each closes what was open of the same request. */
  background(record: RecordView): void {
    const id = record.request;
    const open = this.backgroundRows.get(id);
    const failed = (record.status & RecordStatus.Failed) !== 0 ? SpanFlag.Failed : 0;
    if (open !== undefined) this.store.close(open, this.store.ms(record.timeNs), failed);
    this.backgroundRows.delete(id);
    if (record.op === RecordOp.End) return;
    const queued = record.kind === RecordKind.BackgroundQueued;
    const kind = queued ? SpanKind.BackgroundWait : SpanKind.Background;
    const row = this.store.append(this.newRow(record, kind, Lane.Background));
    if (row >= 0) this.backgroundRows.set(id, row);
  }

  /** Closes, as failed, what the server had open. */
  closeServer(timeMs: number): void {
    for (const [key, row] of this.openRows) {
      if (this.store.spans.lane[row] !== Lane.EventLoop) continue;
      this.store.close(row, timeMs, SpanFlag.Failed);
      this.openRows.delete(key);
    }
    for (const row of this.backgroundRows.values()) this.store.close(row, timeMs, SpanFlag.Failed);
    this.backgroundRows.clear();
  }

  private open(record: RecordView, row: SpanRow): void {
    const at = this.store.append(row);
    if (at >= 0) this.openRows.set(rowKey(record), at);
  }

  private close(record: RecordView, failed: boolean): number | undefined {
    const key = rowKey(record);
    const at = this.openRows.get(key);
    if (at === undefined) return undefined;
    this.openRows.delete(key);
    this.store.close(at, this.store.ms(record.timeNs), failed ? SpanFlag.Failed : 0);
    return at;
  }

  private loopRow(record: RecordView, stage: SpanKind): SpanRow {
    const row = this.newRow(record, SpanKind.LoopBusy, Lane.EventLoop);
    row.code = stage;
    return row;
  }

  private newRow(record: RecordView, kind: SpanKind, lane: number): SpanRow {
    return {
      kind,
      lane,
      request: record.request,
      startMs: this.store.ms(record.timeNs),
      endMs: NaN,
      flags: SpanFlag.Open,
      value: NaN,
      code: 0,
      source: record.source,
      generation: record.generation,
    };
  }
}

/** Span ids are below 2^31 and unique within a ring; a ring has one lane. */
function rowKey(record: RecordView): number {
  return record.lane * 0x8000_0000 + record.span;
}
