// Turns the raw records of all threads into one run's trace. Records of different threads may arrive out of order
// (rings are drained one after the other), so nothing here depends on order between rings: a record sets a moment or
// an end, what comes too early is kept, and the tiles of every touched request are cut anew at each `settle`.
import { poolThreadOfLane } from './lane.ts';
import { RecordKind, RecordOp, RecordStatus } from './record.ts';
import { Outcome, StageBit } from './request-table.ts';
import { Moment } from './request-tiles.ts';
import { ResourceRows } from './resource-rows.ts';
import type { RecordView } from './ring.ts';
import { SpanKind } from './span-kind.ts';
import { TileWriter } from './tile-writer.ts';
import { FIRST_OUTSIDE_ID } from './request-label.ts';
import type { TraceStore } from './trace-store.ts';

interface StageMoments {
  readonly start: Moment;
  readonly end: Moment;
  readonly span: SpanKind;
  readonly onLoop: number;
  readonly failed: number;
}

const FETCH: StageMoments = {
  start: Moment.FetchStart,
  end: Moment.FetchEnd,
  span: SpanKind.Fetch,
  onLoop: StageBit.FetchOnLoop,
  failed: StageBit.FetchFailed,
};
const INFERENCE: StageMoments = {
  start: Moment.InferenceStart,
  end: Moment.InferenceEnd,
  span: SpanKind.Inference,
  onLoop: StageBit.InferenceOnLoop,
  failed: StageBit.InferenceFailed,
};
const SLEEP: StageMoments = {
  start: Moment.SleepStart,
  end: Moment.SleepEnd,
  span: SpanKind.Sleep,
  onLoop: 0,
  failed: 0,
};

/** Most records of outside requests that are kept until their request was seen. */
const MAX_EARLY_RECORDS = 4096;

export class TraceAssembler {
  readonly store: TraceStore;
  /** Records of requests that are not of this run (left over from an earlier one). */
  strayRecords = 0;
  private readonly measured: number;
  private readonly tiles: TileWriter;
  private readonly rows: ResourceRows;
  private readonly touched = new Set<number>();
  /** When each pool thread that died did so, by lane and generation. */
  private readonly exits = new Map<number, number>();
  private earlyRecords = 0;
  /** Records of outside requests that came before the server's ring told that the request was seen. */
  private readonly early = new Map<number, RecordView[]>();

  /** @param measured number of measured requests the run may have (0 for a run of outside requests) */
  constructor(store: TraceStore, measured: number) {
    this.store = store;
    this.measured = measured;
    this.tiles = new TileWriter(store);
    this.rows = new ResourceRows(store);
  }

  /** Takes one record; the view may be reused by the caller afterwards. */
  consume(record: RecordView): void {
    switch (record.kind) {
      case RecordKind.Probe:
        this.rows.probe(record);
        return;
      case RecordKind.FeatureService:
        this.rows.featureService(record);
        if (record.op === RecordOp.End) this.featureReady(record);
        return;
      case RecordKind.RuntimeBlock:
        this.rows.runtimeBlock(record);
        return;
      case RecordKind.ThreadExit:
        this.closeThread(record.a, record.b, record.timeNs);
        return;
      case RecordKind.ClientRequest:
      case RecordKind.Seen:
      case RecordKind.HandlerStart:
      case RecordKind.Fetch:
      case RecordKind.PoolSubmit:
      case RecordKind.TaskStart:
      case RecordKind.Inference:
      case RecordKind.Continuation:
      case RecordKind.Respond:
      case RecordKind.ClientGone:
      case RecordKind.BackgroundQueued:
      case RecordKind.Background:
      case RecordKind.Sleep:
        this.ofRequest(record);
        return;
    }
  }

  /** Cuts the tiles of every request that was touched since the last call. */
  settle(): void {
    for (const at of this.touched) {
      this.tiles.write(at);
      this.store.requestChanged(at);
    }
    this.touched.clear();
  }

  /** Closes, as failed, what is open on a pool thread that died. */
  closeThread(lane: number, generation: number, timeNs: number): void {
    this.exits.set(threadKey(lane, generation), timeNs);
    const { requests } = this.store;
    for (let at = 0; at < requests.length; at++) {
      const onIt = requests.threadLane[at] === lane && requests.threadGeneration[at] === generation;
      if (onIt) this.failOpenStages(at, timeNs);
    }
  }

  /** Closes, as failed, everything the server had open: its thread was terminated. */
  closeServer(timeNs: number): void {
    const { requests } = this.store;
    for (let at = 0; at < requests.length; at++) {
      this.failOpenStages(at, timeNs);
      this.touched.add(at);
      // Whoever waits from outside finds the connection broken; measured requests are told of by the generator.
      const waits =
        requests.has(at, StageBit.Outside) && Number.isNaN(requests.moment(at, Moment.End));
      if (waits) this.end(at, timeNs, Outcome.ConnectionFailed);
    }
    this.rows.closeServer(this.store.ms(timeNs));
  }

  /** Closes, as failed, what killed pool threads had open when their tasks were given up: they may not have ended yet. */
  closeGivenUp(): void {
    const { requests } = this.store;
    for (let at = 0; at < requests.length; at++)
      if (!Number.isNaN(requests.moment(at, Moment.Continuation)))
        this.failOpenStages(at, Infinity);
  }

  private failOpenStages(at: number, timeNs: number): void {
    for (const stage of [FETCH, INFERENCE, SLEEP])
      if (this.failOpenStage(at, stage, timeNs)) this.touched.add(at);
  }

  private failOpenStage(at: number, stage: StageMoments, timeNs: number): boolean {
    const { requests } = this.store;
    if (Number.isNaN(requests.moment(at, stage.start))) return false;
    if (!Number.isNaN(requests.moment(at, stage.end))) return false;
    // A killed thread takes some ms to end; its task was given up before.
    const givenUpNs = requests.moment(at, Moment.Continuation);
    requests.setMoment(at, stage.end, givenUpNs < timeNs ? givenUpNs : timeNs);
    requests.addStage(at, stage.failed);
    return true;
  }

  private requestRow(record: RecordView): number {
    const { requests, firstRequestId } = this.store;
    const known = requests.indexOf(record.request);
    if (known >= 0) return known;
    const outside = record.request >= FIRST_OUTSIDE_ID;
    const mine = outside
      ? record.kind === RecordKind.Seen
      : record.request >= firstRequestId && record.request < firstRequestId + this.measured;
    if (mine) return requests.open(record.request);
    this.strayRecords++;
    if (outside) this.keepEarly(record);
    return -1;
  }

  private keepEarly(record: RecordView): void {
    if (this.earlyRecords >= MAX_EARLY_RECORDS) return;
    this.earlyRecords++;
    const kept = this.early.get(record.request) ?? [];
    kept.push({ ...record });
    this.early.set(record.request, kept);
  }

  private takeEarly(request: number): void {
    const kept = this.early.get(request);
    if (kept === undefined) return;
    this.early.delete(request);
    this.strayRecords -= kept.length;
    this.earlyRecords -= kept.length;
    for (const record of kept) this.consume(record);
  }

  private ofRequest(record: RecordView): void {
    // A block of the loop is drawn whoever caused it: also what an earlier run or an unknown stranger left.
    if ((record.status & RecordStatus.OnLoop) !== 0) this.loopBlock(record);
    const at = this.requestRow(record);
    if (at < 0) return;
    this.touched.add(at);
    const { requests } = this.store;
    switch (record.kind) {
      case RecordKind.ClientRequest:
        this.clientRequest(at, record);
        return;
      case RecordKind.Seen:
        requests.setMoment(at, Moment.Seen, record.timeNs);
        requests.addStage(at, StageBit.Outside);
        requests.endpoint[at] = record.a;
        this.takeEarly(record.request);
        return;
      case RecordKind.HandlerStart:
        requests.setMoment(at, Moment.Handler, record.timeNs);
        if (record.value > 0 && record.request >= FIRST_OUTSIDE_ID)
          requests.setMoment(at, Moment.BodyWait, record.timeNs - record.value);
        requests.endpoint[at] = record.a;
        requests.mode[at] = record.b + 1;
        return;
      case RecordKind.PoolSubmit:
        requests.setMoment(at, Moment.PoolSubmit, record.timeNs);
        requests.addStage(at, StageBit.Pooled);
        return;
      case RecordKind.TaskStart:
        this.taskStart(at, record);
        return;
      case RecordKind.Fetch:
        this.stage(at, record, FETCH);
        this.fetchReady(at, record);
        return;
      case RecordKind.Inference:
        this.stage(at, record, INFERENCE);
        if (record.op === RecordOp.End) requests.cpuNs[at] = record.value;
        return;
      case RecordKind.Sleep:
        this.stage(at, record, SLEEP);
        return;
      case RecordKind.Continuation:
        requests.setMoment(at, Moment.Continuation, record.timeNs);
        return;
      case RecordKind.Respond:
        this.respond(at, record);
        return;
      case RecordKind.ClientGone:
        requests.addStage(at, StageBit.ClientGone);
        if (requests.has(at, StageBit.Outside)) this.end(at, record.timeNs, Outcome.ClientGone);
        return;
      case RecordKind.BackgroundQueued:
      case RecordKind.Background:
        this.rows.background(record);
        return;
      case RecordKind.Probe:
      case RecordKind.FeatureService:
      case RecordKind.RuntimeBlock:
      case RecordKind.ThreadExit:
        return;
    }
  }

  private end(at: number, timeNs: number, outcome: number): void {
    this.store.requests.setMoment(at, Moment.End, timeNs);
    this.store.requests.outcome[at] = outcome;
  }

  private clientRequest(at: number, record: RecordView): void {
    const { requests } = this.store;
    if (record.op === RecordOp.Begin) {
      requests.setMoment(at, Moment.Intended, record.timeNs);
      requests.setMoment(at, Moment.Sent, record.value);
      return;
    }
    this.end(at, record.timeNs, record.a);
    if (record.a === Outcome.TimedOut || record.a === Outcome.Stopped)
      requests.addStage(at, StageBit.ClientGone);
  }

  private taskStart(at: number, record: RecordView): void {
    const { requests } = this.store;
    requests.setMoment(at, Moment.TaskStart, record.timeNs);
    if (record.value > 0) requests.setMoment(at, Moment.ThreadFree, record.value);
    this.onThread(at, record);
  }

  /** Notes which pool thread works for a request. */
  private onThread(at: number, { lane, generation }: RecordView): void {
    const { requests } = this.store;
    requests.addStage(at, StageBit.Pooled);
    requests.threadLane[at] = lane;
    requests.threadGeneration[at] = generation;
  }

  private stage(at: number, record: RecordView, stage: StageMoments): void {
    const { requests } = this.store;
    const onLoop = (record.status & RecordStatus.OnLoop) !== 0;
    const pooled = poolThreadOfLane(record.lane) !== null;
    if (pooled) this.onThread(at, record);
    if (record.op === RecordOp.Begin) {
      requests.setMoment(at, stage.start, record.timeNs);
      if (onLoop) requests.addStage(at, stage.onLoop);
      const exitNs = pooled ? this.exits.get(threadKey(record.lane, record.generation)) : undefined;
      if (exitNs !== undefined) this.failOpenStage(at, stage, exitNs);
      return;
    }
    requests.setMoment(at, stage.end, record.timeNs);
    // Its thread's exit may have been read before.
    requests.removeStage(at, stage.failed);
    if ((record.status & RecordStatus.Failed) !== 0) requests.addStage(at, stage.failed);
  }

  private loopBlock(record: RecordView): void {
    if (record.op === RecordOp.End) this.rows.endLoopBlock(record);
    else if (record.kind === RecordKind.Fetch) this.rows.beginLoopBlock(record, FETCH.span);
    else if (record.kind === RecordKind.Sleep) this.rows.beginLoopBlock(record, SLEEP.span);
    else this.rows.beginLoopBlock(record, INFERENCE.span);
  }

  private fetchReady(at: number, record: RecordView): void {
    const { requests } = this.store;
    const pooled = poolThreadOfLane(record.lane) !== null;
    if (pooled) requests.addStage(at, StageBit.FetchInPool);
    // A blocking fetch holds its thread until it goes on: there is no loop to wait for.
    const awaited = !pooled && (record.status & RecordStatus.OnLoop) === 0;
    if (!awaited) requests.setMoment(at, Moment.FetchReady, NaN);
    if (record.op !== RecordOp.End || !awaited || !(record.value > 0)) return;
    requests.setMoment(at, Moment.FetchReady, Math.min(record.value, record.timeNs));
  }

  private respond(at: number, record: RecordView): void {
    const { requests } = this.store;
    if (record.op === RecordOp.Begin) {
      requests.setMoment(at, Moment.RespondStart, record.timeNs);
      return;
    }
    // The client left before its last byte was written.
    if ((record.status & RecordStatus.Failed) !== 0) return;
    requests.setMoment(at, Moment.Flushed, record.timeNs);
    requests.status[at] = record.a;
    if (requests.has(at, StageBit.Outside)) this.end(at, record.timeNs, record.a);
    // value: since when writing the response held the loop.
    if (record.value > 0)
      this.rows.loopBlock(record, SpanKind.Respond, record.value, record.timeNs);
  }

  /** The answer is ready although the loop that awaits it may not know yet. */
  private featureReady(record: RecordView): void {
    const { requests } = this.store;
    const at = record.request > 0 ? this.requestRow(record) : -1;
    if (at < 0 || requests.has(at, StageBit.FetchInPool | StageBit.FetchOnLoop)) return;
    requests.setMoment(at, Moment.FetchReady, record.timeNs);
    this.touched.add(at);
  }
}

function threadKey(lane: number, generation: number): number {
  return lane * 0x1_0000 + generation;
}
