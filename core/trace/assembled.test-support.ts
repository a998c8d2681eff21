// Feeds records to an assembler and shows the trace as a document, in an order that does not depend on arrival.
import { documentLanes, documentRequests, type LaneFacts } from '../analysis/document-builder.ts';
import type { RunDocument, RunLane, RunRequest, RunSpan } from '../contract/run-document.ts';
import { runOf } from '../export/run-document.test-support.ts';
import { Lane, poolLane } from './lane.ts';
import type { RecordView } from './ring.ts';
import { TraceAssembler } from './trace-assembler.ts';
import { TraceStore } from './trace-store.ts';

export class Assembled {
  readonly assembler: TraceAssembler;
  private readonly facts: LaneFacts[];
  /** As in the ring's reader: one object for all records. */
  private readonly view = {} as RecordView;

  constructor(firstRequestId: number, measured: number, threads: number) {
    this.assembler = new TraceAssembler(new TraceStore(0, firstRequestId), measured);
    const lanes = [Lane.EventLoop, Lane.Background, Lane.FeatureService, Lane.HealthProbe];
    for (let thread = 1; thread <= threads; thread++) lanes.push(poolLane(thread) as never);
    this.facts = lanes.map((lane) => ({ lane, generation: 1, droppedRecords: 0 }));
  }

  take(records: readonly RecordView[]): this {
    for (const record of records) this.assembler.consume(Object.assign(this.view, record));
    return this;
  }

  settle(): this {
    this.assembler.settle();
    return this;
  }

  document(): RunDocument {
    const { store } = this.assembler;
    const requests = documentRequests(store).sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    return runOf(requests, documentLanes(store, this.facts).map(ordered));
  }

  request(id: number | string): RunRequest {
    const found = this.document().requests.find((request) => request.id === id);
    if (found === undefined) throw new Error(`no request ${id}`);
    return found;
  }

  lane(id: string): RunSpan[] {
    return this.document().lanes.find((lane) => lane.id === id)?.spans ?? [];
  }
}

function ordered(lane: RunLane): RunLane {
  const key = (span: RunSpan): string => `${span.kind} ${span.attributes['request']}`;
  const spans = lane.spans.toSorted((a, b) => a.startMs - b.startMs || (key(a) < key(b) ? -1 : 1));
  return { ...lane, spans };
}
