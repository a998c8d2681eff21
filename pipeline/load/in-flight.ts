// The measured requests that are out: sends, records, gives up at the client's time-out, and tells how each ended.
// It does not know when requests are due; that is load-run.ts.
import type { GeneratorPlan } from '../../core/contract/thread-messages.ts';
import { RecordKind } from '../../core/trace/record.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import type { RingWriter } from '../../core/trace/ring.ts';
import { nowNs as clockNowNs } from '../clock.ts';
import type { Answers } from './answers.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';
import type { Line, LineOwner, Lines } from './line.ts';
import { PredictRequests } from './plan.ts';
import { TimedFifo } from './timed-fifo.ts';

export interface InFlightParts {
  readonly plan: GeneratorPlan;
  readonly lines: Lines;
  readonly ring: RingWriter;
  /** Where what came back is kept. */
  readonly answers: Answers;
  readonly nowNs?: () => number;
}

/**
 * @param line free to carry the next request even within this call, else to be given back; null when it is gone
 */
export type OnOutcome = (outcome: number, endNs: number, line: Line | null) => void;

export class InFlight implements LineOwner {
  private readonly lines: Lines;
  private readonly answers: Answers;
  private readonly onOutcome: OnOutcome;
  private readonly nowNs: () => number;
  private readonly timeoutNs: number;
  private readonly requests: PredictRequests;
  private readonly recorder: ExchangeRecorder;
  private readonly deadlines: TimedFifo;
  /** By index in the run. */
  private readonly lineOf = new Map<number, Line>();

  constructor(
    { plan, lines, ring, answers, nowNs = clockNowNs }: InFlightParts,
    onOutcome: OnOutcome,
  ) {
    const { clientTimeoutMs } = plan.scenario;
    this.lines = lines;
    this.answers = answers;
    this.onOutcome = onOutcome;
    this.nowNs = nowNs;
    this.timeoutNs = clientTimeoutMs * 1e6;
    this.requests = new PredictRequests(plan);
    this.recorder = new ExchangeRecorder(ring, RecordKind.ClientRequest, plan.firstRequestId);
    this.deadlines = new TimedFifo(clientTimeoutMs, this.onDeadline, nowNs);
  }

  get size(): number {
    return this.lineOf.size;
  }

  send(index: number, intendedNs: number, line: Line): void {
    const handedNs = this.nowNs();
    this.recorder.handed(line, index, intendedNs, handedNs);
    this.lineOf.set(index, line);
    // The deadline counts from the write, which has not happened yet; this one is for a connection that never opens.
    this.deadlines.push(index, handedNs);
    line.send(this.requests.at(index), this);
  }

  onWritten(line: Line): void {
    const writtenNs = this.nowNs();
    if (this.recorder.written(line, writtenNs)) this.deadlines.push(line.exchange.tag, writtenNs);
  }

  onEnd(line: Line, outcome: number): void {
    if (outcome <= 0) this.lines.drop(line);
    else this.answers.keep(line.exchange.tag, outcome, line.lastAnswer);
    this.end(line, outcome, outcome > 0 ? line : null);
  }

  /** Everything that is out ends now, as stopped. Returns how many that were. */
  abandon(): number {
    const stopped = [...this.lineOf.values()];
    this.lineOf.clear();
    const endNs = this.nowNs();
    for (const line of stopped) this.recorder.ended(line, endNs, Outcome.Stopped);
    for (const line of stopped) this.lines.drop(line);
    return stopped.length;
  }

  /** Stops its timer. Nothing may be out. */
  close(): void {
    this.deadlines.clear();
  }

  private readonly onDeadline = (index: number, dueNs: number): void => {
    const line = this.lineOf.get(index);
    if (line === undefined) return;
    // Written since: the deadline that counts was put in then.
    if (line.exchange.writtenNs + this.timeoutNs > dueNs) return;
    this.lines.drop(line);
    this.end(line, Outcome.TimedOut, null);
  };

  private end(line: Line, outcome: number, free: Line | null): void {
    const endNs = this.nowNs();
    this.recorder.ended(line, endNs, outcome);
    this.lineOf.delete(line.exchange.tag);
    this.onOutcome(outcome, endNs, free);
  }
}
