// Hand-driven stand-ins for what a run is given (pacer, lines, clock), and a reader of what it recorded.
import { RecordKind, RecordOp } from '../../core/trace/record.ts';
import { createRing, RingReader, RingWriter } from '../../core/trace/ring.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../../core/contract/scenario.ts';
import type { GeneratorPlan } from '../../core/contract/thread-messages.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import type { Exchange, Line, LineOwner, Lines, OutgoingRequest } from './line.ts';
import { noAnswer } from './answers.ts';
import type { Pacer, PacerListener } from './pacer.ts';

export const FIRST_REQUEST_ID = 1_000;

export function planOf(scenario: Partial<Scenario>, origin = 'http://127.0.0.1:9'): GeneratorPlan {
  return {
    origin,
    runId: 'run-1',
    firstRequestId: FIRST_REQUEST_ID,
    scenario: { ...DEFAULT_SCENARIO, ...scenario },
  };
}

export class HandPacer implements Pacer {
  timesNs = new Float64Array(new SharedArrayBuffer(0));
  listener: PacerListener | null = null;

  async ready(): Promise<void> {
    // Always.
  }

  start(timesNs: Float64Array<SharedArrayBuffer>, listener: PacerListener): void {
    this.timesNs = timesNs;
    this.listener = listener;
  }

  stop(): void {
    this.listener = null;
  }

  async close(): Promise<void> {
    this.stop();
  }
}

export class HandLine implements Line {
  readonly exchange: Exchange = { tag: 0, intendedNs: 0, handedNs: 0, writtenNs: 0, span: 0 };
  readonly lastAnswer = noAnswer();
  readonly bodies: (string | null)[] = [];
  aborted = false;
  private owner: LineOwner | null = null;

  get busy(): boolean {
    return this.owner !== null;
  }

  send(request: OutgoingRequest, owner: LineOwner): void {
    if (this.owner !== null) throw new Error('busy');
    this.owner = owner;
    this.bodies.push(request.body);
  }

  write(): void {
    this.owner?.onWritten(this);
  }

  answer(outcome: number): void {
    const { owner } = this;
    this.owner = null;
    owner?.onEnd(this, outcome, outcome > 0 ? null : new Error('broken'));
  }

  abort(): void {
    this.aborted = true;
    this.owner = null;
  }
}

export class HandLines implements Lines {
  readonly made: HandLine[] = [];
  readonly idle: Line[] = [];

  get busy(): HandLine[] {
    return this.made.filter((line) => line.busy);
  }

  take(): Line {
    const idle = this.idle.pop();
    if (idle !== undefined) return idle;
    const line = new HandLine();
    this.made.push(line);
    return line;
  }

  give(line: Line): void {
    this.idle.push(line);
  }

  drop(line: Line): void {
    line.abort();
  }
}

export interface RecordedExchange {
  readonly request: number;
  readonly index: number;
  readonly intendedNs: number;
  readonly sentNs: number;
  endNs: number;
  outcome: number;
}

/** A ring and what was written into it, begins and ends matched by their span. */
export class Recording {
  readonly buffer: SharedArrayBuffer;
  readonly ring: RingWriter;
  private readonly reader: RingReader;
  private readonly bySpan = new Map<number, RecordedExchange & { readonly kind: RecordKind }>();

  constructor(capacity = 32_768) {
    this.buffer = createRing(capacity, 1);
    this.ring = new RingWriter(this.buffer);
    this.reader = new RingReader(this.buffer);
  }

  get requests(): RecordedExchange[] {
    return this.of(RecordKind.ClientRequest);
  }

  get probes(): RecordedExchange[] {
    return this.of(RecordKind.Probe);
  }

  private of(kind: RecordKind): RecordedExchange[] {
    this.reader.drain((record) => {
      if (record.op === RecordOp.Begin) {
        const { request, a: index, timeNs: intendedNs, value: sentNs, kind: kindOfSpan } = record;
        const open = { request, index, intendedNs, sentNs, endNs: NaN, outcome: Outcome.Pending };
        this.bySpan.set(record.span, { ...open, kind: kindOfSpan });
        return;
      }
      const exchange = this.bySpan.get(record.span);
      if (exchange === undefined || !Number.isNaN(exchange.endNs)) throw new Error('a stray end');
      exchange.endNs = record.timeNs;
      exchange.outcome = record.a;
    });
    return [...this.bySpan.values()].filter((exchange) => exchange.kind === kind);
  }
}
