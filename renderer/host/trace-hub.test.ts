// What a window shows, from a host's feed and state, over a whole session: live, just ended, fetched, gone, another host.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandTimers } from '../../core/channel/timers.test-support.ts';
import { HandFeed, hostState } from '../../core/channel/window-host.test-support.ts';
import type { HostState } from '../../core/contract/window-state.ts';
import { appendSpans, sendRequest } from '../../core/trace/feed-pair.test-support.ts';
import { packSnapshot } from '../../core/trace/pack-feed.ts';
import { TraceStore } from '../../core/trace/trace-store.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { active, kept } from './host-story.test-support.ts';
import { TraceHub } from './trace-hub.ts';
import { useTraceStatus } from './trace-status.ts';

class Trial {
  readonly timers = new HandTimers();
  readonly feed = new HandFeed();
  readonly asked: number[] = [];
  private answers: PromiseWithResolvers<ArrayBuffer>[] = [];
  readonly hub = new TraceHub({
    timers: this.timers,
    fetchTrace: (number) => {
      this.asked.push(number);
      const answer = Promise.withResolvers<ArrayBuffer>();
      this.answers.push(answer);
      return answer.promise;
    },
  });
  changes = 0;
  private readonly undo: (() => void)[];

  constructor() {
    useHost.setState({ connection: { phase: 'connected' }, state: null });
    useView.getState().show({ kind: 'latest' });
    this.undo = [
      this.hub.start(),
      this.hub.subscribe(() => this.changes++),
      this.feed.subscribe((batch) => this.hub.take(batch)),
    ];
    this.hub.greeted('host-1');
    this.tell({});
  }

  tell(change: Partial<HostState>): void {
    const before = useHost.getState().state ?? hostState();
    useHost.getState().replaceState({ ...before, ...change });
  }

  /** A run is fired and grows by some spans. */
  fire(number: number, spans = 3): number {
    this.feed.begin();
    this.tell({
      activity: active(number, this.feed.run),
      outside: { feedRun: 0, requests: 0, inFlight: 0 },
    });
    this.grow(spans);
    return this.feed.run;
  }

  grow(spans: number): void {
    appendSpans(this.feed.store, spans);
    this.feed.publish();
  }

  /** The run ends and is listed; requests from outside are recorded again. */
  end(number: number): void {
    const feedRun = this.feed.run;
    this.feed.begin();
    const { runs } = useHost.getState().state ?? hostState();
    this.tell({
      activity: { phase: 'idle' },
      runs: [...runs, kept(number, feedRun)],
      outside: { feedRun: this.feed.run, requests: 0, inFlight: 0 },
    });
  }

  async answer(packed: ArrayBuffer): Promise<void> {
    this.answers.shift()?.resolve(packed);
    await Promise.resolve();
  }

  async refuse(reason: string): Promise<void> {
    this.answers.shift()?.reject(new Error(reason));
    for (let n = 0; n < 3; n++) await Promise.resolve();
  }

  get shown(): string {
    const trace = this.hub.current();
    if (trace === null) return 'nothing';
    return `run ${trace.feedRun}: ${trace.spans.length} spans${trace.live ? ', live' : ''}`;
  }

  dispose(): void {
    for (const undo of this.undo) undo();
  }
}

function packed(feedRun: number, spans: number): ArrayBuffer {
  const store = new TraceStore(0, 1);
  appendSpans(store, spans);
  return packSnapshot(store, { run: feedRun, droppedRecords: 0, nowMs: 1 });
}

let trial: Trial;
beforeEach(() => {
  trial = new Trial();
});
afterEach(() => {
  trial.dispose();
});
const phase = (): string => useTraceStatus.getState().status.phase;

describe('what a window shows', () => {
  it('is nothing at first, then the active run as it grows, then the same when it has ended', () => {
    expect([trial.shown, phase()]).toEqual(['nothing', 'idle']);
    trial.fire(1);
    expect([trial.shown, phase()]).toEqual(['run 1: 3 spans, live', 'ready']);
    const growing = trial.hub.current();
    trial.grow(2);
    trial.end(1);
    expect(trial.shown).toBe('run 1: 5 spans');
    expect(trial.hub.current()?.spans).toBe(growing?.spans);
    expect(trial.asked).toEqual([]);
  });

  it('stays what it was until the first batch of the next run, which replaces the columns', () => {
    trial.fire(1);
    trial.end(1);
    const before = trial.hub.current();
    trial.feed.begin();
    trial.tell({ activity: active(2, trial.feed.run) });
    expect(trial.hub.current()).toBe(before);
    trial.grow(1);
    expect(trial.shown).toBe('run 3: 1 spans, live');
    expect(trial.hub.current()?.spans).not.toBe(before?.spans);
  });

  it('is another run: what was selected in the one before is selected no more', () => {
    trial.fire(1);
    useView.getState().select({ kind: 'span', row: 2 });
    useView.getState().setRange({ startMs: 1, endMs: 2 });
    trial.grow(2);
    expect(useView.getState().selection).toEqual({ kind: 'span', row: 2 });
    trial.end(1);
    expect(useView.getState().selection).toEqual({ kind: 'span', row: 2 });
    trial.fire(2);
    expect(useView.getState().selection).toEqual({ kind: 'none' });
    expect(useView.getState().range).toBeNull();
  });

  it('is a run just ended although the host has not listed it yet', () => {
    trial.fire(1);
    trial.end(1);
    trial.fire(2, 7);
    trial.feed.publish(true);
    trial.tell({ activity: { phase: 'idle' } });
    expect(trial.shown).toBe('run 3: 7 spans');
    trial.tell({ runs: [kept(1, 1), kept(2, 3)] });
    trial.tell({ runs: [kept(1, 1)] });
    expect(trial.shown).toBe('run 1: 3 spans');
  });

  it('is an earlier run at once when it was seen live, and fetched when it was not', async () => {
    trial.fire(1);
    trial.end(1);
    trial.fire(2);
    trial.end(2);
    useView.getState().show({ kind: 'run', number: 1 });
    expect(trial.shown).toBe('run 1: 3 spans');
    const old = kept(9, 77);
    trial.tell({ runs: [old, kept(1, 1), kept(2, 3)] });
    useView.getState().show({ kind: 'run', number: 9 });
    expect([trial.shown, phase()]).toEqual(['nothing', 'loading']);
    await trial.answer(packed(77, 12));
    expect([trial.shown, phase()]).toEqual(['run 77: 12 spans', 'ready']);
    useView.getState().show({ kind: 'latest' });
    useView.getState().show({ kind: 'run', number: 9 });
    expect(trial.shown).toBe('run 77: 12 spans');
    expect(trial.asked).toEqual([9]);
  });

  it('holds a few runs only, and those that were shown last', async () => {
    const runs = [1, 2, 3, 4, 5].map((number) => kept(number, 100 + number));
    trial.tell({ runs });
    const show = async (number: number): Promise<void> => {
      const before = trial.asked.length;
      useView.getState().show({ kind: 'run', number });
      if (trial.asked.length > before) await trial.answer(packed(100 + number, number));
      expect(trial.shown).toBe(`run ${100 + number}: ${number} spans`);
    };
    await trial.answer(packed(105, 5));
    for (const number of [1, 2, 3, 1, 4]) await show(number);
    expect(trial.asked).toEqual([5, 1, 2, 3, 4]);
    await show(1);
    expect(trial.asked).toHaveLength(5);
    await show(5);
    await show(2);
    expect(trial.asked).toEqual([5, 1, 2, 3, 4, 5, 2]);
  });

  it('is the run that is wanted in the end, however often that changed while one was fetched', async () => {
    trial.tell({ runs: [kept(1, 101), kept(2, 102), kept(3, 103)] });
    for (const number of [1, 2, 1]) useView.getState().show({ kind: 'run', number });
    expect(trial.asked).toEqual([3]);
    await trial.answer(packed(103, 3));
    expect([trial.shown, phase()]).toEqual(['nothing', 'loading']);
    expect(trial.asked).toEqual([3, 1]);
    await trial.answer(packed(101, 1));
    expect([trial.shown, phase()]).toEqual(['run 101: 1 spans', 'ready']);
  });

  it('is completed from the host when the end of a run did not come', async () => {
    trial.fire(1, 2);
    const { store } = trial.feed;
    const growing = trial.hub.current()?.spans;
    store.close(0, 50);
    // The window was out of credit when the run ended; nothing came since.
    trial.tell({ activity: { phase: 'idle' }, runs: [kept(1, 1)] });
    expect([trial.shown, phase()]).toEqual(['run 1: 2 spans, live', 'loading']);
    await trial.answer(packSnapshot(store, { run: 1, droppedRecords: 0, nowMs: 60 }));
    expect([trial.shown, phase()]).toEqual(['run 1: 2 spans', 'ready']);
    expect(trial.hub.current()?.spans).toBe(growing);
    expect(growing?.endMs[0]).toBe(50);
  });

  it('fetches a run of which only the beginning came before the next', async () => {
    trial.fire(1, 2);
    trial.hub.take(packed(2, 1));
    trial.tell({ activity: { phase: 'idle' }, runs: [kept(1, 1)] });
    expect(trial.asked).toEqual([1]);
    await trial.answer(packed(1, 9));
    expect(trial.shown).toBe('run 1: 9 spans');
  });

  it('cannot be had: says why, and is tried again when it is asked for again or the host is back', async () => {
    trial.tell({ runs: [kept(1, 101)] });
    await trial.refuse('run 1 is no longer kept');
    expect(useTraceStatus.getState().status).toEqual({
      phase: 'failed',
      reason: 'run 1 is no longer kept',
    });
    trial.tell({ notices: [] });
    expect(trial.asked).toEqual([1]);
    useView.getState().show({ kind: 'run', number: 1 });
    await trial.refuse('gone');
    expect(trial.asked).toEqual([1, 1]);
    useHost.getState().setConnection({ phase: 'lost', reason: '', retryAtMs: 0 });
    useHost.getState().setConnection({ phase: 'connected' });
    expect(trial.asked).toEqual([1, 1, 1]);
    await trial.answer(new ArrayBuffer(3));
    await trial.refuse('');
    expect(phase()).toBe('failed');
    useView.getState().show({ kind: 'run', number: 8 });
    expect(useTraceStatus.getState().status).toEqual({
      phase: 'failed',
      reason: 'run 8 is no longer kept',
    });
  });

  it('is what comes from outside, when that is looked at or nothing was fired', () => {
    trial.feed.begin();
    trial.tell({ outside: { feedRun: 1, requests: 0, inFlight: 0 } });
    expect(trial.shown).toBe('nothing');
    trial.grow(1);
    expect(trial.shown).toBe('run 1: 1 spans, live');
    trial.fire(1);
    trial.end(1);
    expect(trial.shown).toBe('run 2: 3 spans');
    useView.getState().show({ kind: 'outside' });
    expect(trial.shown).toBe('nothing');
    trial.grow(2);
    expect(trial.shown).toBe('run 3: 2 spans, live');
  });

  it('is nothing of an earlier host, though the numbers of its runs come again', () => {
    trial.fire(1, 5);
    trial.end(1);
    trial.hub.greeted('host-1');
    expect(trial.shown).toBe('run 1: 5 spans');
    trial.hub.greeted('host-2');
    expect(trial.shown).toBe('nothing');
    expect(trial.hub.position()).toEqual({ host: 'host-2', run: 0, sequence: 0 });
    trial.tell({ runs: [], activity: active(1, 1) });
    trial.hub.take(packed(1, 2));
    expect(trial.shown).toBe('run 1: 2 spans');
  });
});

describe('a shown trace', () => {
  it('says what changed since a look, and is another object only when it did', () => {
    trial.fire(1, 40);
    const before = trial.hub.current();
    const { changes } = trial;
    trial.tell({ notices: [] });
    expect(trial.hub.current()).toBe(before);
    expect(trial.changes).toBe(changes);
    trial.feed.store.close(3, 9);
    trial.grow(1);
    const after = trial.hub.current();
    expect(trial.changes).toBe(changes + 1);
    expect(after).not.toBe(before);
    expect([...(after?.changedSince?.(before?.revision ?? 0) ?? [])]).toEqual([3, 40]);
  });

  it('has its requests', () => {
    trial.fire(1, 1);
    sendRequest(trial.feed.store);
    trial.feed.publish();
    expect(trial.hub.current()?.requests.length).toBe(1);
  });
});

describe('now', () => {
  it('goes on with the page’s clock while the run is active, stands still while the connection is lost', () => {
    expect(trial.hub.nowMs()).toBeNaN();
    trial.fire(1);
    // The test's feed stamps its batches with the number of the run.
    expect(trial.hub.nowMs()).toBe(1);
    trial.timers.pass(30);
    expect(trial.hub.nowMs()).toBe(31);
    useHost.getState().setConnection({ phase: 'lost', reason: '', retryAtMs: 0 });
    trial.timers.pass(30);
    expect(trial.hub.nowMs()).toBe(31);
    // Every try that fails tells it again; it stays lost since then.
    useHost.getState().setConnection({ phase: 'lost', reason: '', retryAtMs: 90 });
    trial.timers.pass(30);
    expect(trial.hub.nowMs()).toBe(31);
    useHost.getState().setConnection({ phase: 'connected' });
    expect(trial.hub.nowMs()).toBe(91);
    trial.end(1);
    expect(trial.hub.nowMs()).toBeNaN();
  });

  it('is not, of requests from outside, unless some are in flight', () => {
    trial.feed.begin();
    const outside = { feedRun: 1, requests: 1, inFlight: 0 };
    trial.tell({ outside });
    trial.grow(1);
    expect(trial.hub.nowMs()).toBeNaN();
    trial.tell({ outside: { ...outside, inFlight: 1 } });
    expect(trial.hub.nowMs()).toBe(1);
  });
});
