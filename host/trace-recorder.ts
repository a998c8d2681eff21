// The consumer of every thread's ring: drains them all on a timer, feeds whichever run is being recorded, and publishes what
// changed of it.
import type { FeedSource } from '../core/channel/feed-source.ts';
import { MAX_POOL_THREADS, Lane, poolLane } from '../core/trace/lane.ts';
import { createRing, endGeneration, RingReader, type RecordView } from '../core/trace/ring.ts';
import type { FeedFacts } from '../core/trace/pack-feed.ts';
import { TraceAssembler } from '../core/trace/trace-assembler.ts';
import { TraceStore } from '../core/trace/trace-store.ts';
import type { LaneFacts } from '../core/analysis/document-builder.ts';
import { nowNs } from './clock.ts';
import { FeedPublisher } from './feed-publisher.ts';

/** One frame: what a window would show next. */
const DRAIN_MS = 16;

// Sized for the records of some hundred ms at the highest rate each thread was seen to write (see docs/BENCHMARKS.md).
const SERVER_RING_RECORDS = 131_072;
const GENERATOR_RING_RECORDS = 65_536;
const FEATURE_RING_RECORDS = 65_536;
const POOL_RING_RECORDS = 4_096;

export class TraceRecorder {
  readonly serverRing = createRing(SERVER_RING_RECORDS, Lane.EventLoop);
  readonly generatorRing = createRing(GENERATOR_RING_RECORDS, Lane.LoadGenerator);
  readonly featureRing = createRing(FEATURE_RING_RECORDS, Lane.FeatureService);
  readonly poolRings = Array.from({ length: MAX_POOL_THREADS }, (_, n) =>
    createRing(POOL_RING_RECORDS, poolLane(n + 1)),
  );
  private readonly readers: readonly RingReader[];
  private readonly timer: NodeJS.Timeout;
  private readonly consume = (record: RecordView): void => {
    this.assembler?.consume(record);
  };
  private assembler: TraceAssembler | null = null;
  private droppedBefore = new Map<number, number>();
  /** Of the run that is recorded, or was recorded last. */
  private publisher: FeedPublisher | null = null;
  private startNs = 0;
  private runs = 0;
  private readonly listeners = new Set<(batch: ArrayBuffer) => void>();

  constructor() {
    const rings = [this.generatorRing, this.serverRing, this.featureRing, ...this.poolRings];
    this.readers = rings.map((ring) => new RingReader(ring));
    this.timer = setInterval(() => {
      this.drain();
    }, DRAIN_MS);
  }

  /** What is being recorded, or null. */
  get current(): TraceAssembler | null {
    return this.assembler;
  }

  /** Number in the feed of what is being recorded; 0 when nothing is. */
  get feedRun(): number {
    return this.assembler === null ? 0 : (this.publisher?.run ?? 0);
  }

  /** Records lost since what is (or was last) recorded began. */
  get droppedRecords(): number {
    return this.readers.reduce(
      (sum, { lane, dropped }) => sum + dropped - (this.droppedBefore.get(lane) ?? 0),
      0,
    );
  }

  /** What windows are fed from. */
  readonly feed: FeedSource = {
    subscribe: (listener) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
    changesSince: (run, sequence) => this.changesSince(run, sequence),
  };

  /** Starts to record a run; whatever was recorded before is no longer written to. */
  begin(startNs: number, firstRequestId: number, measured: number): TraceStore {
    this.end();
    return this.open(startNs, firstRequestId, measured);
  }

  /** Starts to record requests from outside only. */
  beginOutside(): TraceStore {
    this.end();
    return this.open(nowNs(), 0, 0);
  }

  /** Ends the recording: its last changes are published, marked as the last. */
  end(): void {
    this.drain();
    if (this.assembler === null) return;
    this.assembler.closeGivenUp();
    this.assembler.settle();
    this.assembler = null;
    this.publish(true);
  }

  /** Takes what every ring holds now and cuts the tiles of what changed. */
  drain(): void {
    for (const reader of this.readers) reader.drain(this.consume);
    this.assembler?.settle();
    if (this.assembler !== null) this.publish();
  }

  /** The server's thread has ended: closes what it had open and starts its rings' next generation. */
  serverEnded(timeNs: number): void {
    for (const ring of [this.serverRing, ...this.poolRings]) endGeneration(ring);
    this.closeServer(timeNs);
  }

  /** The server's thread was given up: closes what it had open. */
  closeServer(timeNs: number): void {
    this.drain();
    this.assembler?.closeServer(timeNs);
    this.assembler?.settle();
  }

  /** Lanes to show: the loop, the services, and as many pool threads as there are. */
  laneFacts(poolThreads: number): LaneFacts[] {
    const shown = this.readers.filter(({ lane }) => lane < poolLane(1) + poolThreads);
    const facts = shown.map(({ lane, generation, dropped }) => ({
      lane,
      generation,
      droppedRecords: dropped - (this.droppedBefore.get(lane) ?? 0),
    }));
    // Two lanes have no ring of their own: the server records the one, the generator the other.
    const borrowed = [Lane.Background, Lane.HealthProbe].map((lane) => ({
      lane,
      generation: 1,
      droppedRecords: 0,
    }));
    return [...facts, ...borrowed].sort((a, b) => a.lane - b.lane);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private open(startNs: number, firstRequestId: number, measured: number): TraceStore {
    const store = new TraceStore(startNs, firstRequestId);
    this.assembler = new TraceAssembler(store, measured);
    this.publisher = new FeedPublisher(store, ++this.runs);
    this.startNs = startNs;
    this.droppedBefore = new Map(this.readers.map((reader) => [reader.lane, reader.dropped]));
    return store;
  }

  /** Nobody listening: changes pile up as row numbers only, until somebody asks. */
  private publish(final = false): void {
    if (this.publisher === null) return;
    if (this.listeners.size === 0) {
      if (final) this.publisher.seal(this.facts(true));
      return;
    }
    const batch = this.publisher.nextBatch(this.facts(final));
    if (batch === null) return;
    for (const listener of this.listeners) listener(batch);
  }

  private changesSince(run: number, sequence: number): ArrayBuffer | null {
    const { publisher } = this;
    if (publisher === null) return null;
    const facts = this.facts(false);
    // While somebody listens, states are numbered when they are sent, so that all see the same; the last one at the end.
    if (this.listeners.size === 0 && this.assembler !== null) publisher.seal(facts);
    if (publisher.run === run) return publisher.changesSince(sequence, facts.nowMs);
    return publisher.snapshot(facts.nowMs);
  }

  private facts(final: boolean): FeedFacts {
    const nowMs = (nowNs() - this.startNs) / 1e6;
    return { droppedRecords: this.droppedRecords, nowMs, final };
  }
}
