// The shown trace made ready for figures and charts, a few times a second at most and never for more than a small share of
// the time: one index of it, shared by everybody who looks at the same source. Nothing is computed while nobody looks.
import { indexTrace, type TraceIndex } from '../../core/analysis/trace-index.ts';
import type { TraceSource } from '../../core/trace/shown-trace.ts';

export interface TraceAnalysis {
  readonly feedRun: number;
  readonly live: boolean;
  readonly droppedRecords: number;
  readonly notKept: number;
  readonly index: TraceIndex;
}

/** Figures that change faster than this cannot be read. */
const LEAST_GAP_MS = 300;
/** An index costs the page at most 1/20 of its time (a million spans: 60 ms, then every 1.2 s). */
const COST_FACTOR = 20;

export class TraceAnalyser {
  private analysis: TraceAnalysis | null = null;
  private revision = -1;
  private readonly listeners = new Set<() => void>();
  private undo: (() => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private nextAtMs = 0;
  private readonly source: TraceSource;

  constructor(source: TraceSource) {
    this.source = source;
  }

  /** What is known now; the same object until something changed. */
  readonly current = (): TraceAnalysis | null => this.analysis;

  /** Told after every change; returns its undo. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.begin();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.end();
    };
  };

  private begin(): void {
    this.undo = this.source.subscribe(() => this.changed());
    this.changed();
  }

  private end(): void {
    this.undo?.();
    this.undo = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private changed(): void {
    const trace = this.source.current();
    // Another run is shown at once: nobody may take the old one's figures for its own.
    const another = (trace?.feedRun ?? null) !== (this.analysis?.feedRun ?? null);
    // So is the end: what follows it is final.
    const ended = trace?.live === false && this.analysis?.live === true;
    if (another || ended) this.analyse();
    else this.later();
  }

  private later(): void {
    if (this.timer !== null) return;
    const waitMs = Math.max(0, this.nextAtMs - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.analyse();
    }, waitMs);
  }

  private analyse(): void {
    const trace = this.source.current();
    const nowMs = this.source.nowMs();
    const startedMs = performance.now();
    if (trace === null) this.publish(null, -1);
    else {
      const known = this.analysis;
      const same = trace.feedRun === known?.feedRun && trace.revision === this.revision;
      const grows = trace.live && !Number.isNaN(nowMs);
      if (!same || grows || trace.live !== known.live) {
        const { feedRun, live, droppedRecords, notKept, revision } = trace;
        const index = indexTrace(trace, nowMs);
        this.publish({ feedRun, live, droppedRecords, notKept, index }, revision);
      }
    }
    const costMs = performance.now() - startedMs;
    this.nextAtMs = startedMs + Math.max(LEAST_GAP_MS, costMs * COST_FACTOR);
    // A blocked loop sends nothing, and just then what is open must be seen to grow.
    if (trace !== null && trace.live && !Number.isNaN(nowMs)) this.later();
  }

  private publish(analysis: TraceAnalysis | null, revision: number): void {
    if (analysis === null && this.analysis === null) return;
    this.analysis = analysis;
    this.revision = revision;
    for (const listener of this.listeners) listener();
  }
}

const analysers = new WeakMap<TraceSource, TraceAnalyser>();

/** The one analyser of a source. */
export function analyserOf(source: TraceSource): TraceAnalyser {
  const known = analysers.get(source);
  if (known !== undefined) return known;
  const made = new TraceAnalyser(source);
  analysers.set(source, made);
  return made;
}
