// The health probe: GET /healthz at a fixed period, whether or not earlier ones were answered. At most
// MAX_PROBES_IN_FLIGHT are out; what would be more is skipped and counted. It has connections of its own and a plain
// timer (never early, some ms late at worst): what it shows are blocks of 100 ms, not microseconds.
import { MAX_PROBES_IN_FLIGHT, PROBE_INTERVAL_MS } from '../../core/contract/limits.ts';
import { RecordKind } from '../../core/trace/record.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import type { RingWriter } from '../../core/trace/ring.ts';
import { nowNs as clockNowNs } from '../clock.ts';
import { HEALTH_CHECK } from './connections.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';
import type { Line, LineOwner, Lines } from './line.ts';

const NS_PER_MS = 1e6;

export interface ProberParts {
  readonly lines: Lines;
  readonly ring: RingWriter;
  readonly startNs: number;
  readonly nowNs?: () => number;
}

export class Prober implements LineOwner {
  /** Sent so far. */
  probes = 0;
  skipped = 0;
  private readonly lines: Lines;
  private readonly nowNs: () => number;
  private readonly recorder: ExchangeRecorder;
  private readonly out = new Set<Line>();
  private nextNs: number;
  private timer: NodeJS.Timeout | null = null;
  private onAllIn: (() => void) | null = null;

  constructor({ lines, ring, startNs, nowNs = clockNowNs }: ProberParts) {
    this.lines = lines;
    this.nowNs = nowNs;
    this.recorder = new ExchangeRecorder(ring, RecordKind.Probe, 1);
    this.nextNs = startNs;
  }

  readonly start = (): void => {
    for (; this.nextNs <= this.nowNs(); this.nextNs += PROBE_INTERVAL_MS * NS_PER_MS) {
      this.probe(this.nextNs);
    }
    const waitMs = Math.ceil((this.nextNs - this.nowNs()) / NS_PER_MS);
    this.timer = setTimeout(this.start, Math.max(1, waitMs));
  };

  /** Sends no more, waits so long for the answers that are out, and gives up the rest. */
  async finish(graceMs: number): Promise<void> {
    this.clearTimer();
    if (this.out.size > 0 && graceMs > 0) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.onAllIn = () => resolve(undefined);
      this.timer = setTimeout(this.onAllIn, graceMs);
      await promise;
    }
    this.abandon();
  }

  /** Sends no more; what is out ends as stopped. */
  abandon(): void {
    this.clearTimer();
    const endNs = this.nowNs();
    for (const line of this.out) {
      this.recorder.ended(line, endNs, Outcome.Stopped);
      this.lines.drop(line);
    }
    this.out.clear();
    this.onAllIn?.();
  }

  onWritten(line: Line): void {
    this.recorder.written(line, this.nowNs());
  }

  onEnd(line: Line, outcome: number): void {
    this.recorder.ended(line, this.nowNs(), outcome);
    this.out.delete(line);
    if (outcome > 0) this.lines.give(line);
    else this.lines.drop(line);
    if (this.out.size === 0) this.onAllIn?.();
  }

  private probe(intendedNs: number): void {
    if (this.out.size >= MAX_PROBES_IN_FLIGHT) {
      this.skipped++;
      return;
    }
    const line = this.lines.take();
    this.recorder.handed(line, this.probes++, intendedNs, this.nowNs());
    this.out.add(line);
    line.send(HEALTH_CHECK, this);
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
