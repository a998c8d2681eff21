// Holds this window's copies of runs and decides which one is shown: the one that grows with the feed, those that grew before
// it (a few), and those that were fetched because somebody wants to see them again. Views read it as a TraceSource;
// the channel feeds it.
import type { Timers } from '../../core/channel/timers.ts';
import type { FeedReceiver } from '../../core/channel/window-client.ts';
import { readFeedHeader, type FeedPosition } from '../../core/contract/feed.ts';
import type { RunEntry } from '../../core/contract/window-state.ts';
import type { FeedResult } from '../../core/trace/feed-consumer.ts';
import type { ShownTrace, TraceSource } from '../../core/trace/shown-trace.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { RunCopy } from './run-copy.ts';
import { setTraceStatus, type TraceStatus } from './trace-status.ts';
import { wantedTrace, type Wanted } from './wanted-trace.ts';

/** Copies of ended runs that are held; one of two million spans takes 100 MB. */
const MAX_HELD = 4;

export interface TraceHubOptions {
  readonly timers: Timers;
  /** Asks the host for a kept run. */
  readonly fetchTrace: (number: number) => Promise<ArrayBuffer>;
}

export class TraceHub implements TraceSource, FeedReceiver {
  private readonly options: TraceHubOptions;
  private readonly listeners = new Set<() => void>();
  private host: string | null = null;
  /** The run that is being recorded, as far as this window knows it. */
  private live = new RunCopy();
  /** Copies of ended runs, by number in the feed, least recently shown first. */
  private readonly held = new Map<number, RunCopy>();
  private fetching: RunEntry | null = null;
  private failed: { readonly number: number; readonly reason: string } | null = null;
  private lastActive = 0;
  private copy: RunCopy | null = null;
  private shown: ShownTrace | null = null;
  /** Page's clock when the connection was lost; null while there is one. */
  private lostAtMs: number | null = null;

  constructor(options: TraceHubOptions) {
    this.options = options;
  }

  /** Follows what the window looks at and what the host says; returns its undo. */
  start(): () => void {
    const undoHost = useHost.subscribe((now, before) => {
      if (now.state !== before.state) this.update();
      if (now.connection !== before.connection) this.connectionChanged(now.connection.phase);
    });
    const undoView = useView.subscribe((now, before) => {
      if (now.showing === before.showing) return;
      // Whoever asks again wants it tried again.
      this.failed = null;
      this.update();
    });
    this.update();
    return () => {
      undoHost();
      undoView();
    };
  }

  /** A host has answered. Another one than before: nothing of what is here belongs to it. */
  greeted(host: string): void {
    if (host === this.host) return;
    this.host = host;
    this.live = new RunCopy();
    this.held.clear();
    this.fetching = null;
    this.failed = null;
    this.lastActive = 0;
    this.show(null);
  }

  position(): (FeedPosition & { readonly host: string }) | null {
    return this.host === null ? null : { host: this.host, ...this.live.consumer.position };
  }

  /** @throws Error when it is no batch */
  take(batch: ArrayBuffer): FeedResult {
    const { live } = this;
    const another = readFeedHeader(batch).run > live.consumer.run;
    const copy = another ? new RunCopy() : live;
    const result = copy.take(batch, this.options.timers.nowMs());
    if (result !== 'applied') return result;
    this.live = copy;
    // What has not all of its run is of no use any more: the host has it.
    if (another && live.consumer.complete) this.hold(live);
    this.update();
    return result;
  }

  current(): ShownTrace | null {
    return this.shown;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  nowMs(): number {
    const { copy } = this;
    if (copy === null || copy !== this.live || !this.grows()) return NaN;
    const untilMs = this.lostAtMs ?? this.options.timers.nowMs();
    return copy.consumer.nowMs + Math.max(0, untilMs - copy.receivedAtMs);
  }

  /** Whether something of the live run may be under way. */
  private grows(): boolean {
    const { state } = useHost.getState();
    if (state === null || this.live.consumer.complete) return false;
    if (state.activity.phase === 'running') return true;
    return state.outside.feedRun === this.live.consumer.run && state.outside.inFlight > 0;
  }

  private connectionChanged(phase: string): void {
    if (phase === 'connected') {
      this.lostAtMs = null;
      this.failed = null;
      this.update();
    } else this.lostAtMs ??= this.options.timers.nowMs();
  }

  /** Shows what is wanted now, or sees to it that it comes. */
  private update(): void {
    const { state } = useHost.getState();
    if (state === null) return;
    const { activity } = state;
    if (activity.phase === 'running' && activity.feedRun > 0) this.lastActive = activity.feedRun;
    // Once it is listed (and perhaps deleted) it is a run like others.
    else if (state.runs.some(({ feedRun }) => feedRun >= this.lastActive)) this.lastActive = 0;
    const wanted = wantedTrace(useView.getState().showing, state, this.lastActive);
    this.present(wanted);
  }

  private present(wanted: Wanted): void {
    switch (wanted.kind) {
      case 'nothing':
        this.show(null);
        return;
      case 'gone':
        this.show(null, { phase: 'failed', reason: wanted.reason });
        return;
      case 'live':
        this.presentLive(wanted.feedRun);
        return;
      case 'kept':
        this.presentKept(wanted.entry);
        return;
    }
  }

  private presentLive(feedRun: number): void {
    const copy = this.live.consumer.run === feedRun ? this.live : this.touch(feedRun);
    if (copy !== null) this.show(copy);
    // Its first batch is on its way: what is shown stays until then.
    else if (useView.getState().showing.kind !== 'latest' || this.copy === null) this.show(null);
  }

  private presentKept(entry: RunEntry): void {
    const { feedRun, number } = entry;
    const live = this.live.consumer.run === feedRun ? this.live : null;
    const copy = live ?? this.touch(feedRun);
    if (copy?.consumer.complete === true) {
      this.show(copy);
      return;
    }
    if (this.failed?.number === number) {
      this.show(copy, { phase: 'failed', reason: this.failed.reason });
      return;
    }
    this.show(copy, { phase: 'loading' });
    this.fetch(entry);
  }

  /** A held copy, which thereby was used last. */
  private touch(feedRun: number): RunCopy | null {
    const copy = this.held.get(feedRun);
    if (copy !== undefined) this.hold(copy);
    return copy ?? null;
  }

  private hold(copy: RunCopy): void {
    const { run } = copy.consumer;
    this.held.delete(run);
    this.held.set(run, copy);
    for (const oldest of this.held.keys()) {
      if (this.held.size <= MAX_HELD) return;
      this.held.delete(oldest);
    }
  }

  /** One at a time: of those that were wanted meanwhile, the last one counts. */
  private fetch(entry: RunEntry): void {
    if (this.fetching !== null || useHost.getState().connection.phase !== 'connected') return;
    this.fetching = entry;
    const { host } = this;
    void this.options.fetchTrace(entry.number).then(
      (packed) => {
        this.fetched(host, entry, packed);
      },
      (error: unknown) => {
        this.fetchFailed(host, entry, error);
      },
    );
  }

  private fetched(host: string | null, entry: RunEntry, packed: ArrayBuffer): void {
    if (host !== this.host) return;
    try {
      // The live copy may lack the run's end only: then it is completed in place.
      const copy = this.live.consumer.run === entry.feedRun ? this.live : new RunCopy();
      copy.take(packed, this.options.timers.nowMs());
      if (copy !== this.live) this.hold(copy);
      this.fetching = null;
      this.update();
    } catch (error) {
      this.fetchFailed(host, entry, error);
    }
  }

  private fetchFailed(host: string | null, entry: RunEntry, error: unknown): void {
    if (host !== this.host) return;
    this.fetching = null;
    const reason = error instanceof Error ? error.message : String(error);
    this.failed = { number: entry.number, reason };
    this.update();
  }

  private show(copy: RunCopy | null, status?: TraceStatus): void {
    const live = copy !== null && copy === this.live && !copy.consumer.complete;
    const next = copy?.shown(live) ?? null;
    const changed = next !== this.shown;
    const anotherRun = next?.feedRun !== this.shown?.feedRun;
    this.copy = copy;
    this.shown = next;
    // Rows, ids and times of one run mean nothing in another.
    if (anotherRun) useView.getState().leaveRun();
    setTraceStatus(status ?? { phase: copy === null ? 'idle' : 'ready' });
    if (changed) for (const listener of this.listeners) listener();
  }
}
