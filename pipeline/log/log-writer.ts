// Collects rows and commits them in batches: bounded in size and in age. A batch that cannot be written is tried
// again, then counted as failed and said; it is never dropped in silence.
import type {
  LogQuestion,
  PredictionLogRow,
  WriterCounters,
} from '../../core/contract/thread-messages.ts';

/** A batch is committed when it has this many rows … */
export const MAX_BATCH_ROWS = 500;
/** … or when its first row is this old, in ms. */
export const MAX_BATCH_AGE_MS = 50;
/** Waits between the tries of one batch, in ms. */
export const RETRY_DELAYS_MS: readonly number[] = [50, 100, 200, 400];

/** Where batches go; `PredictionLog` in production. */
export interface LogSink {
  commit(rows: readonly PredictionLogRow[]): void;
  find(question: LogQuestion): PredictionLogRow | null;
  close(): void;
}

/** Told of the fate of rows, by the tickets they came with. */
export type Reply = (tickets: number[], ok: boolean) => void;

interface Entry {
  readonly row: PredictionLogRow;
  readonly ticket: number;
  readonly reply: Reply;
}

export interface LogWriterOptions {
  /** Opens the sink; called again after a failure, so that a disk that came back is used. */
  readonly open: () => LogSink;
  readonly onCounters: (counters: WriterCounters) => void;
}

export class LogWriter {
  private readonly options: LogWriterOptions;
  private sink: LogSink | null = null;
  private waiting: Entry[] = [];
  private timer: NodeJS.Timeout | null = null;
  private committing: Promise<void> | null = null;
  /** The last batch was given up: later ones are tried once only, until one succeeds. */
  private broken = false;
  private received = 0;
  private committed = 0;
  private failed = 0;
  private retries = 0;
  private lastError: string | null = null;

  constructor(options: LogWriterOptions) {
    this.options = options;
  }

  /** Takes a row; `reply` tells, once per batch, which tickets are on disk or lost. */
  add(row: PredictionLogRow, ticket: number, reply: Reply): void {
    this.received++;
    this.waiting.push({ row, ticket, reply });
    if (this.waiting.length >= MAX_BATCH_ROWS) this.commitWaiting();
    else this.commitLater();
  }

  /** Commits everything that was taken so far; resolves when its fate is known. */
  async flush(): Promise<WriterCounters> {
    this.commitWaiting();
    await this.committing;
    // Rows that came while the last batch was being written.
    if (this.waiting.length > 0) return this.flush();
    return this.counters();
  }

  /** The row that answers a question, as it is on disk; opens nothing before the first row was written. */
  find(question: LogQuestion): PredictionLogRow | null {
    if (this.committed === 0) return null;
    this.sink ??= this.options.open();
    return this.sink.find(question);
  }

  async close(): Promise<WriterCounters> {
    const counters = await this.flush();
    this.sink?.close();
    this.sink = null;
    return counters;
  }

  private counters(): WriterCounters {
    const { received, committed, failed, retries, lastError } = this;
    return { received, committed, failed, retries, lastError };
  }

  /** Starts to commit what is due, unless that is under way: what comes meanwhile is looked at afterwards. */
  private commitWaiting(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.committing ??= this.commitAll().finally(() => {
      this.committing = null;
      if (this.waiting.length > 0) this.commitLater();
    });
  }

  private commitLater(): void {
    this.timer ??= setTimeout(() => {
      this.commitWaiting();
    }, MAX_BATCH_AGE_MS);
  }

  /** One batch of whatever waits, then full ones. */
  private async commitAll(): Promise<void> {
    let least = 1;
    while (this.waiting.length >= least) {
      const batch = this.waiting.slice(0, MAX_BATCH_ROWS);
      this.waiting = this.waiting.slice(MAX_BATCH_ROWS);
      await this.commitBatch(batch);
      least = MAX_BATCH_ROWS;
    }
  }

  private async commitBatch(batch: readonly Entry[]): Promise<void> {
    const ok = await this.tryToCommit(batch.map((entry) => entry.row));
    this.broken = !ok;
    if (ok) this.committed += batch.length;
    else this.failed += batch.length;
    for (const [reply, entries] of Map.groupBy(batch, (entry) => entry.reply)) {
      reply(
        entries.map((entry) => entry.ticket),
        ok,
      );
    }
    this.options.onCounters(this.counters());
  }

  private async tryToCommit(rows: readonly PredictionLogRow[]): Promise<boolean> {
    for (let attempt = 0; ; attempt++) {
      try {
        this.sink ??= this.options.open();
        this.sink.commit(rows);
        return true;
      } catch (error) {
        this.lastError = error instanceof Error ? error.message : String(error);
        this.reopenNextTime();
        const delayMs = RETRY_DELAYS_MS[attempt];
        if (this.broken || delayMs === undefined) return false;
        this.retries++;
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    }
  }

  private reopenNextTime(): void {
    const { sink } = this;
    this.sink = null;
    try {
      sink?.close();
    } catch (error) {
      this.lastError = `${this.lastError ?? ''} (and closing failed: ${error instanceof Error ? error.message : String(error)})`;
    }
  }
}
