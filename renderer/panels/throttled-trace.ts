// The shown trace as panels look at it: a few times a second, however many batches come. Another run is told at once. Owns
// one timer while somebody listens.
import { useMemo, useSyncExternalStore } from 'react';
import type { ShownTrace, TraceSource } from '../../core/trace/shown-trace.ts';
import { useHostLink } from '../state/host-link.ts';

/** One look at the trace. A new object every time, so that what is computed from it can be kept until the next. */
export interface TraceMoment {
  readonly trace: ShownTrace | null;
  readonly feedRun: number;
  readonly revision: number;
  readonly live: boolean;
  /** Up to when what is open has grown; of a finished run: its last moment does not matter, nothing is open. */
  readonly nowMs: number;
}

export interface ThrottleOptions {
  /** Least time between two looks, in ms; may depend on how much there is to look at. */
  gapMs(trace: ShownTrace): number;
  /** Look again while the trace is live even when no batch came: what is open grows. */
  readonly grows: boolean;
}

export class ThrottledTrace {
  private readonly source: TraceSource;
  private readonly options: ThrottleOptions;
  private readonly listeners = new Set<() => void>();
  private moment: TraceMoment;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private undo: (() => void) | null = null;

  constructor(source: TraceSource, options: ThrottleOptions) {
    this.source = source;
    this.options = options;
    this.moment = this.look();
  }

  readonly snapshot = (): TraceMoment => this.moment;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.undo === null) {
      this.undo = this.source.subscribe(() => this.changed());
      this.changed();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.undo?.();
      this.undo = null;
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = null;
    };
  };

  private changed(): void {
    const now = this.source.current();
    const another = now !== null && now.feedRun !== this.moment.feedRun;
    const ended = now !== null && !now.live && this.moment.live;
    if (this.timer !== null && !another && !ended && now !== null) return;
    this.take();
  }

  private take(): void {
    const next = this.look();
    const { moment } = this;
    const same =
      next.trace === moment.trace &&
      next.feedRun === moment.feedRun &&
      next.revision === moment.revision &&
      next.live === moment.live;
    const grew = this.options.grows && next.live;
    if (same && !grew) return;
    this.moment = next;
    this.wait(next);
    for (const listener of this.listeners) listener();
  }

  private wait({ trace }: TraceMoment): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (trace === null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.take();
    }, this.options.gapMs(trace));
  }

  private look(): TraceMoment {
    const trace = this.source.current();
    return {
      trace,
      feedRun: trace?.feedRun ?? 0,
      revision: trace?.revision ?? 0,
      live: trace?.live ?? false,
      nowMs: this.source.nowMs(),
    };
  }
}

/** The trace that is shown, looked at anew at most every `gapMs`. @param options one constant object */
export function useTraceMoment(options: ThrottleOptions): TraceMoment {
  const { trace } = useHostLink();
  const throttled = useMemo(() => new ThrottledTrace(trace, options), [trace, options]);
  return useSyncExternalStore(throttled.subscribe, throttled.snapshot);
}
