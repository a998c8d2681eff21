// The consumer of every thread's ring: drains them all on a timer and feeds whichever run is being recorded.
import { MAX_POOL_THREADS, Lane, poolLane } from '../core/trace/lane.ts';
import { createRing, endGeneration, RingReader, type RecordView } from '../core/trace/ring.ts';
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
  private publisher: FeedPublisher | null = null;
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

  /** Starts to record a run; whatever was recorded before is no longer written to. */
  begin(startNs: number, firstRequestId: number, measured: number): TraceStore {
    this.drain();
    return this.open(startNs, firstRequestId, measured);
  }

  /** Starts to record requests from outside only. */
  beginOutside(): TraceStore {
    this.drain();
    return this.open(nowNs(), 0, 0);
  }

  /** Ends the recording. */
  end(): void {
    this.drain();
    this.assembler = null;
    this.publisher = null;
  }

  /** Takes what every ring holds now and cuts the tiles of what changed. */
  drain(): void {
    for (const reader of this.readers) reader.drain(this.consume);
    this.assembler?.settle();
    this.publish();
  }

  /** Sends what changes to `listener`, once a frame; returns its undo. */
  subscribe(listener: (batch: ArrayBuffer) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Everything that is recorded of the current run; null when there is none. */
  snapshot(): ArrayBuffer | null {
    return this.publisher?.snapshot(this.droppedSinceBegin()) ?? null;
  }

  /** The server's thread was terminated: closes what it had open and starts its rings' next generation. */
  serverEnded(timeNs: number): void {
    this.drain();
    for (const ring of [this.serverRing, ...this.poolRings]) endGeneration(ring);
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
    this.droppedBefore = new Map(this.readers.map((reader) => [reader.lane, reader.dropped]));
    return store;
  }

  /** Nobody listening: changes pile up as row numbers only, and the first batch carries them. */
  private publish(): void {
    if (this.listeners.size === 0 || this.publisher === null) return;
    const batch = this.publisher.nextBatch(this.droppedSinceBegin());
    if (batch === null) return;
    for (const listener of this.listeners) listener(batch);
  }

  private droppedSinceBegin(): number {
    return this.readers.reduce(
      (sum, { lane, dropped }) => sum + dropped - (this.droppedBefore.get(lane) ?? 0),
      0,
    );
  }
}
