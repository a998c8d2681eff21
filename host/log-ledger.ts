// What became of the rows of one run: the server's own count against what the writer received and wrote.
import type { LogCounters } from '../core/contract/run-document.ts';
import { ServerCounter, type ServerStatus } from '../core/contract/server-status.ts';
import type { WriterCounters } from '../core/contract/thread-messages.ts';

export const NO_ROWS: WriterCounters = {
  received: 0,
  committed: 0,
  failed: 0,
  retries: 0,
  lastError: null,
};

interface Snapshot {
  readonly accepted: number;
  readonly refused: number;
  readonly writer: WriterCounters;
}

/** Counters that both sides keep since they started; a run is the difference of two readings. */
export class LogLedger {
  private readonly status: ServerStatus;
  private before: Snapshot;

  constructor(status: ServerStatus) {
    this.status = status;
    this.before = this.read(NO_ROWS);
  }

  /** Starts a run's account. */
  begin(writer: WriterCounters): void {
    this.before = this.read(writer);
  }

  /** Rows that the server has accepted in this run so far. */
  accepted(): number {
    return this.status.read(ServerCounter.BackgroundAccepted) - this.before.accepted;
  }

  /**
   * The account up to now.
   * @param settledAccepted rows that had been accepted before the writer was asked to write all it has: what it never
   *   received of them is lost; null while rows are still on their way
   */
  account(writer: WriterCounters, settledAccepted: number | null): LogCounters {
    const now = this.read(writer);
    const handedOver = writer.received - this.before.writer.received;
    return {
      accepted: now.accepted - this.before.accepted,
      refused: now.refused - this.before.refused,
      handedOver,
      committed: writer.committed - this.before.writer.committed,
      failed: writer.failed - this.before.writer.failed,
      lost: settledAccepted === null ? 0 : Math.max(0, settledAccepted - handedOver),
      lastError: writer.failed > this.before.writer.failed ? writer.lastError : null,
    };
  }

  private read(writer: WriterCounters): Snapshot {
    return {
      accepted: this.status.read(ServerCounter.BackgroundAccepted),
      refused: this.status.read(ServerCounter.BackgroundRefused),
      writer,
    };
  }
}
