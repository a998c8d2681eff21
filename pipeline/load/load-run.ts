// One firing of a plan: which request goes out when. Every request that is due is sent, late if it must be, with its
// intended time kept (no coordinated omission); beyond MAX_IN_FLIGHT it waits its turn here and is never dropped.
// No sockets and no threads: lines and pacer are handed in.
//
//   schedule   time past ──► due ──► (MAX_IN_FLIGHT out? wait) ──► sent ──► outcome
//   closed     end of a user's request + think time = intended time of the next request that nobody has taken yet
//
// Think times run on setTimeout, never early (timed-fifo.ts): the pacer keeps times that are fixed beforehand, and
// a user who thinks a few ms longer sends later than intended and says so in the record.
import { MAX_IN_FLIGHT } from '../../core/contract/limits.ts';
import type { GeneratorProgress } from '../../core/contract/thread-messages.ts';
import { InFlight, type InFlightParts } from './in-flight.ts';
import type { Line, Lines } from './line.ts';
import type { Pacer } from './pacer.ts';
import { dueTimesNs } from './plan.ts';
import { TimedFifo } from './timed-fifo.ts';

export interface LoadRunParts extends InFlightParts {
  readonly pacer: Pacer;
  readonly startNs: number;
}

export class LoadRun {
  private readonly lines: Lines;
  private readonly pacer: Pacer;
  private readonly requests: number;
  /** Think time of a closed loop; null for a schedule. */
  private readonly thinkMs: number | null;
  private readonly timesNs: Float64Array<SharedArrayBuffer>;
  private readonly inFlight: InFlight;
  private readonly thinking: TimedFifo;
  private readonly completion = Promise.withResolvers<undefined>();
  /** How many of `timesNs` are past. */
  private due = 0;
  private sent = 0;
  private finished = 0;
  private failed = 0;
  private sendQueued = false;
  private over = false;

  constructor(parts: LoadRunParts) {
    const { scenario } = parts.plan;
    this.lines = parts.lines;
    this.pacer = parts.pacer;
    this.requests = scenario.requests;
    this.thinkMs = scenario.arrival.kind === 'closed' ? scenario.arrival.thinkMs : null;
    this.timesNs = dueTimesNs(scenario, parts.startNs);
    this.inFlight = new InFlight(parts, this.onOutcome);
    this.thinking = new TimedFifo(this.thinkMs ?? 0, this.onThought, parts.nowNs);
  }

  get progress(): GeneratorProgress {
    return { sent: this.sent, finished: this.finished, failed: this.failed };
  }

  /** Resolves when every request has its outcome or the run was stopped. */
  run(): Promise<undefined> {
    this.pacer.start(this.timesNs, {
      onDue: (due) => {
        this.due = due;
        this.sendDue();
      },
      onFailure: (error) => {
        this.completion.reject(error);
        this.stop();
      },
    });
    return this.completion.promise;
  }

  /** Sends no more; what is out ends as stopped. */
  stop(): void {
    if (this.over) return;
    this.finished += this.inFlight.abandon();
    this.end();
  }

  private sendDue(): void {
    while (!this.over && this.inFlight.size < MAX_IN_FLIGHT) {
      // In a closed loop the first of every user; requests sent for thinkers are not in the schedule.
      if (this.sent >= this.due) return;
      this.send(this.timesNs[this.sent]!, this.lines.take());
    }
  }

  private send(intendedNs: number, line: Line): void {
    this.inFlight.send(this.sent++, intendedNs, line);
  }

  private readonly onOutcome = (outcome: number, endNs: number, line: Line | null): void => {
    this.finished++;
    if (outcome < 200 || outcome >= 400) this.failed++;
    if (this.thinkMs !== null) this.nextOfUser(this.thinkMs, endNs, line);
    else if (line !== null) this.lines.give(line);
    if (this.finished === this.requests) this.end();
    else if (this.sent < this.due) this.queueSend();
  };

  private nextOfUser(thinkMs: number, endNs: number, line: Line | null): void {
    const nobodyHasIt = this.sent + this.thinking.length < this.requests;
    if (nobodyHasIt && thinkMs === 0 && line !== null) {
      this.send(endNs, line);
      return;
    }
    if (line !== null) this.lines.give(line);
    // Without think time only after a failure: a timer's turn later, so that a dead server is not hammered.
    if (nobodyHasIt) this.thinking.push(0, endNs);
  }

  private readonly onThought = (_tag: number, dueNs: number): void => {
    this.send(dueNs, this.lines.take());
  };

  /** Not within the outcome of another request: undici is still parsing there. */
  private queueSend(): void {
    if (this.sendQueued) return;
    this.sendQueued = true;
    queueMicrotask(() => {
      this.sendQueued = false;
      this.sendDue();
    });
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.pacer.stop();
    this.thinking.clear();
    this.inFlight.close();
    this.completion.resolve(undefined);
  }
}
