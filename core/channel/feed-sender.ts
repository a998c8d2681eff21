// The feed for one window. Batches go out against credits and only while the carrier takes them; a window that is out of
// credit is skipped, and gets what it lacks in one merged batch once it has some. What is kept for a window is its
// position: two numbers, however long it sleeps.
import { readFeedHeader, type FeedHeader, type FeedPosition } from '../contract/feed.ts';
import type { FeedSource } from './feed-source.ts';
import type { Timers } from './timers.ts';

/** Credit a window can have at most, whatever it says: what it does not read must not pile up here. */
const MAX_CREDITS = 64;
/** Bytes that a carrier may hold for a window before nothing more is given to it: some frames of a very busy run. */
export const MAX_BUFFERED_BYTES = 4 * 1_048_576;

/** How often a full carrier is asked whether it has room again; it does not say so by itself. */
const CARRIER_RETRY_MS = 50;

const NOTHING: FeedPosition = { run: 0, sequence: 0 };

export interface FeedCarrier {
  send(batch: ArrayBuffer): void;
  readonly bufferedBytes: number;
}

export class FeedSender {
  private readonly source: FeedSource;
  private readonly carrier: FeedCarrier;
  private position = NOTHING;
  private credits = 0;
  /** Whether something was published that the window was not sent. */
  private behind = false;
  private undo: () => void = () => undefined;
  private cancelRetry: (() => void) | null = null;
  private readonly timers: Timers;

  constructor(source: FeedSource, carrier: FeedCarrier, timers: Timers) {
    this.source = source;
    this.carrier = carrier;
    this.timers = timers;
  }

  /** @param position how far the window's own copy has come; null: it has none */
  start(position: FeedPosition | null): void {
    this.undo();
    this.position = position ?? NOTHING;
    this.behind = true;
    this.pump();
    this.undo = this.source.subscribe((batch) => {
      this.published(batch);
    });
  }

  stop(): void {
    this.undo();
    this.undo = () => undefined;
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.behind = false;
  }

  /** The window took so many batches. */
  credit(batches: number): void {
    this.credits = Math.min(MAX_CREDITS, this.credits + batches);
    this.pump();
  }

  /** The window noticed that a batch is missing. */
  resync(position: FeedPosition): void {
    this.position = position;
    this.behind = true;
    this.pump();
  }

  /** Sends what the window lacks, if it may have it now. */
  private pump(): void {
    if (!this.behind || !this.maySend()) return;
    const { run, sequence } = this.position;
    this.behind = false;
    const missing = this.source.changesSince(run, sequence);
    if (missing !== null) this.send(missing, readFeedHeader(missing));
  }

  private published(batch: ArrayBuffer): void {
    const header = readFeedHeader(batch);
    if (!this.behind && follows(header, this.position) && this.maySend()) {
      this.send(batch, header);
      return;
    }
    this.behind = true;
    this.pump();
  }

  private maySend(): boolean {
    if (this.credits === 0) return false;
    if (this.carrier.bufferedBytes <= MAX_BUFFERED_BYTES) return true;
    this.cancelRetry ??= this.timers.after(CARRIER_RETRY_MS, () => {
      this.cancelRetry = null;
      this.pump();
    });
    return false;
  }

  private send(batch: ArrayBuffer, { run, sequence }: FeedHeader): void {
    this.credits--;
    this.position = { run, sequence };
    this.carrier.send(batch);
  }
}

/** Whether a batch can be applied by a window that has come so far. */
function follows(header: FeedHeader, { run, sequence }: FeedPosition): boolean {
  if (header.run !== run) return header.run > run && header.baseSequence === 0;
  return header.baseSequence <= sequence && sequence < header.sequence;
}
