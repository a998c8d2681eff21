// A small simulation of the pipeline that writes what its threads would record: one list of records a ring, in the
// order in which they are written. Coarse on purpose; only the order of things and the shapes of records matter.
//
//   generator  B(sent)                                      E(answered)
//   server       H·F(             )F·S         C·R()·BQ·B( )
//   feature         V(          )V
//   thread-1                           T·I(   )I
import type { Mode } from '../contract/scenario.ts';
import { MODES } from '../contract/scenario.ts';
import { Lane, poolLane } from './lane.ts';
import { RecordKind, RecordOp, RecordStatus } from './record.ts';
import { Outcome } from './request-table.ts';
import type { RecordView } from './ring.ts';
import { FIRST_OUTSIDE_ID } from './request-label.ts';

export interface PlannedRequest {
  readonly outside: boolean;
  /** Since the request before. */
  readonly gapNs: number;
  readonly fetchNs: number;
  readonly inferenceNs: number;
  readonly logged: boolean;
  /** The client gives up after this long. */
  readonly timeoutNs: number;
  /** Its pool thread dies in the middle of its inference. */
  readonly killsThread: boolean;
  readonly fetchFails: boolean;
}

export const FIRST_ID = 501;
/** What a turn of the loop costs beside its stages. */
const TURN_NS = 20_000;
const THREAD_START_NS = 30e6;

type Fields = Partial<Pick<RecordView, 'status' | 'value' | 'a' | 'b' | 'span'>>;

class RecordList {
  readonly records: RecordView[] = [];
  generation = 1;
  private readonly lane: number;
  private nextSpan = 1;

  constructor(lane: number) {
    this.lane = lane;
  }

  put(
    op: RecordOp,
    kind: RecordKind,
    request: number,
    timeNs: number,
    fields: Fields = {},
  ): number {
    const span = fields.span ?? this.nextSpan++;
    const { lane, generation } = this;
    const none = { status: 0, value: 0, a: 0, b: 0 };
    this.records.push({
      op,
      kind,
      lane,
      source: 0,
      generation,
      request,
      timeNs,
      ...none,
      ...fields,
      span,
    });
    return span;
  }
}

/** Runs things in the order of their time. */
class Agenda {
  private readonly entries: { atNs: number; order: number; act: () => void }[] = [];
  private order = 0;

  at(atNs: number, act: () => void): void {
    this.entries.push({ atNs, order: this.order++, act });
  }

  run(): void {
    for (;;) {
      this.entries.sort((a, b) => a.atNs - b.atNs || a.order - b.order);
      const next = this.entries.shift();
      if (next === undefined) return;
      next.act();
    }
  }
}

class Simulation {
  readonly agenda = new Agenda();
  readonly generator = new RecordList(Lane.LoadGenerator);
  readonly server = new RecordList(Lane.EventLoop);
  readonly feature = new RecordList(Lane.FeatureService);
  readonly threads: { list: RecordList; freeNs: number }[];
  private loopFreeNs = 0;

  constructor(threads: number) {
    this.threads = Array.from({ length: threads }, (_, n) => ({
      list: new RecordList(poolLane(n + 1)),
      freeNs: 0,
    }));
  }

  /** A turn of the loop: starts when the loop is free, answers with when it ends. */
  onLoop(readyNs: number, turn: (startNs: number) => number): void {
    this.agenda.at(readyNs, () => {
      const startNs = Math.max(readyNs, this.loopFreeNs) + TURN_NS;
      this.loopFreeNs = startNs;
      this.loopFreeNs = turn(startNs) + TURN_NS;
    });
  }

  /** A task: starts on the thread that is free first; answers with when the thread is free again. */
  inPool(readyNs: number, task: (startNs: number, thread: number) => number): void {
    const thread = this.threads.reduce((a, b) => (b.freeNs < a.freeNs ? b : a));
    const startNs = Math.max(readyNs, thread.freeNs) + TURN_NS;
    const index = this.threads.indexOf(thread);
    thread.freeNs = task(startNs, index);
  }
}

/** Everything that threads would record of such a run, one list a ring. */
export function plausibleRun(
  mode: Mode,
  threads: number,
  plan: readonly PlannedRequest[],
): RecordView[][] {
  const sim = new Simulation(threads);
  let sentNs = 1e6;
  let measured = 0;
  let outside = 0;
  for (const request of plan) {
    sentNs += request.gapNs;
    const id = request.outside ? FIRST_OUTSIDE_ID + outside++ : FIRST_ID + measured++;
    new RequestRun(sim, mode, id, request).arrive(sentNs);
  }
  sim.agenda.run();
  const rings = [
    sim.generator,
    sim.server,
    sim.feature,
    ...sim.threads.map((thread) => thread.list),
  ];
  // Simulated out of order where threads are; every thread writes in the order of its time.
  return rings.map(({ records }) => records.sort((a, b) => writtenNs(a) - writtenNs(b)));
}

/** A request's begin is written when it was sent, not when it was intended. */
function writtenNs(record: RecordView): number {
  const sent = record.kind === RecordKind.ClientRequest && record.op === RecordOp.Begin;
  return sent ? record.value : record.timeNs;
}

class RequestRun {
  private readonly sim: Simulation;
  private readonly mode: Mode;
  private readonly id: number;
  private readonly plan: PlannedRequest;
  private clientSpan = 0;
  private leavesNs = Infinity;
  private gone = false;

  constructor(sim: Simulation, mode: Mode, id: number, plan: PlannedRequest) {
    this.sim = sim;
    this.mode = mode;
    this.id = id;
    this.plan = plan;
  }

  arrive(intendedNs: number): void {
    const { sim, id, plan } = this;
    const sentNs = intendedNs + 5_000;
    this.leavesNs = sentNs + plan.timeoutNs;
    if (!plan.outside) {
      const value = sentNs;
      this.clientSpan = sim.generator.put(
        RecordOp.Begin,
        RecordKind.ClientRequest,
        id,
        intendedNs,
        { value },
      );
    }
    // A client that gives up is noticed by a free loop.
    sim.onLoop(this.leavesNs, (nowNs) => this.leave(nowNs));
    sim.onLoop(sentNs + 10_000, (nowNs) => this.handle(nowNs));
  }

  private leave(nowNs: number): number {
    const { sim, id, plan } = this;
    if (this.answered) return nowNs;
    this.gone = true;
    if (!plan.outside) {
      const fields = { span: this.clientSpan, a: Outcome.TimedOut };
      sim.generator.put(RecordOp.End, RecordKind.ClientRequest, id, this.leavesNs, fields);
    }
    sim.server.put(RecordOp.Mark, RecordKind.ClientGone, id, nowNs);
    return nowNs;
  }

  private answered = false;

  private handle(nowNs: number): number {
    const { server } = this.sim;
    const { id, mode } = this;
    if (this.plan.outside) server.put(RecordOp.Mark, RecordKind.Seen, id, nowNs - 10_000, { a: 1 });
    server.put(RecordOp.Mark, RecordKind.HandlerStart, id, nowNs, { a: 1, b: MODES.indexOf(mode) });
    switch (mode) {
      case 'sync': {
        const fetchedNs = this.fetchBlocking(server, nowNs + 1000, RecordStatus.OnLoop);
        if (this.plan.fetchFails) return this.respond(fetchedNs, 502);
        return this.respond(this.inferOnLoop(fetchedNs + 1000), 200);
      }
      case 'sync-pool':
        return this.submit(nowNs + 1000, true);
      case 'async-io':
      case 'async-pool':
        return this.fetchAwaited(nowNs + 1000);
    }
  }

  private fetchAwaited(nowNs: number): number {
    const { sim, id, plan } = this;
    const span = sim.server.put(RecordOp.Begin, RecordKind.Fetch, id, nowNs);
    const readyNs = this.serve(nowNs);
    sim.onLoop(readyNs + 30_000, (backNs) => {
      const failed = plan.fetchFails;
      const fields = failed ? { span, status: RecordStatus.Failed } : { span, value: readyNs };
      sim.server.put(RecordOp.End, RecordKind.Fetch, id, backNs, fields);
      if (failed) return this.respond(backNs + 1000, 502);
      if (this.mode === 'async-pool') return this.submit(backNs + 1000, false);
      return this.respond(this.inferOnLoop(backNs + 1000), 200);
    });
    return nowNs;
  }

  /** The feature service's part; answers with when it was ready. */
  private serve(nowNs: number): number {
    const { sim, id, plan } = this;
    const startNs = nowNs + 20_000;
    const span = sim.feature.put(RecordOp.Begin, RecordKind.FeatureService, id, startNs);
    const readyNs = startNs + plan.fetchNs;
    sim.feature.put(RecordOp.End, RecordKind.FeatureService, id, readyNs, { span });
    return readyNs;
  }

  private fetchBlocking(list: RecordList, nowNs: number, status: number): number {
    const span = list.put(RecordOp.Begin, RecordKind.Fetch, this.id, nowNs, { status });
    const readyNs = this.serve(nowNs);
    const failed = this.plan.fetchFails ? RecordStatus.Failed : 0;
    const fields = { span, value: readyNs, status: status | failed };
    list.put(RecordOp.End, RecordKind.Fetch, this.id, readyNs + 25_000, fields);
    return readyNs + 25_000;
  }

  private inferOnLoop(nowNs: number): number {
    const { server } = this.sim;
    const status = RecordStatus.OnLoop;
    const span = server.put(RecordOp.Begin, RecordKind.Inference, this.id, nowNs, { status });
    const endNs = nowNs + this.plan.inferenceNs;
    const fields = { span, status, value: this.plan.inferenceNs / 2 };
    server.put(RecordOp.End, RecordKind.Inference, this.id, endNs, fields);
    return endNs;
  }

  private submit(nowNs: number, fetches: boolean): number {
    const { sim, id, plan } = this;
    sim.server.put(RecordOp.Mark, RecordKind.PoolSubmit, id, nowNs);
    sim.inPool(nowNs, (startNs, thread) => {
      const { list, freeNs } = sim.threads[thread] as { list: RecordList; freeNs: number };
      list.put(RecordOp.Mark, RecordKind.TaskStart, id, startNs, { value: freeNs });
      const fetchedNs = fetches ? this.fetchBlocking(list, startNs + 1000, 0) : startNs;
      if (fetches && plan.fetchFails) return this.backFromPool(fetchedNs, 502);
      const span = list.put(RecordOp.Begin, RecordKind.Inference, id, fetchedNs + 1000);
      const endNs = fetchedNs + 1000 + plan.inferenceNs;
      if (plan.killsThread) return this.killThread(list, thread, endNs);
      const fields = { span, value: plan.inferenceNs / 2 };
      list.put(RecordOp.End, RecordKind.Inference, id, endNs, fields);
      return this.backFromPool(endNs, 200);
    });
    return nowNs;
  }

  private backFromPool(endNs: number, status: number): number {
    this.sim.onLoop(endNs + 15_000, (nowNs) => {
      this.sim.server.put(RecordOp.Mark, RecordKind.Continuation, this.id, nowNs);
      return this.respond(nowNs + 1000, status);
    });
    return endNs + 1000;
  }

  private killThread(list: RecordList, thread: number, diesNs: number): number {
    const b = list.generation++;
    this.sim.onLoop(diesNs + 10_000, (nowNs) => {
      this.sim.server.put(RecordOp.Mark, RecordKind.ThreadExit, 0, diesNs, {
        a: poolLane(thread + 1),
        b,
      });
      return nowNs;
    });
    this.backFromPool(diesNs + 10_000, 504);
    return diesNs + THREAD_START_NS;
  }

  private respond(nowNs: number, status: number): number {
    const { sim, id, plan } = this;
    if (this.gone) return nowNs;
    // The client may have left while the loop was held; then nobody reads the answer.
    if (nowNs >= this.leavesNs) return nowNs;
    this.answered = true;
    const { server } = sim;
    const respond = server.put(RecordOp.Begin, RecordKind.Respond, id, nowNs);
    const flushedNs = nowNs + 2000;
    server.put(RecordOp.End, RecordKind.Respond, id, flushedNs, { span: respond, a: status });
    if (!plan.outside) {
      const fields = { span: this.clientSpan, a: status };
      sim.generator.put(RecordOp.End, RecordKind.ClientRequest, id, flushedNs + 8000, fields);
    }
    if (plan.logged && status === 200) this.log(flushedNs + 1000);
    return flushedNs + 1000;
  }

  private log(queuedNs: number): void {
    const { sim, id } = this;
    sim.server.put(RecordOp.Mark, RecordKind.BackgroundQueued, id, queuedNs);
    sim.onLoop(queuedNs + 500, (startNs) => {
      const span = sim.server.put(RecordOp.Begin, RecordKind.Background, id, startNs);
      sim.onLoop(startNs + 1e6, (doneNs) => {
        sim.server.put(RecordOp.End, RecordKind.Background, id, doneNs, { span });
        return doneNs;
      });
      return startNs;
    });
  }
}
