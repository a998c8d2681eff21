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

  /**
   * The account up to now.
   * @param settled whether nothing is on its way any more, so that what never arrived is lost
   */
  account(writer: WriterCounters, settled: boolean): LogCounters {
    const now = this.read(writer);
    const accepted = now.accepted - this.before.accepted;
    const handedOver = writer.received - this.before.writer.received;
    return {
      accepted,
      refused: now.refused - this.before.refused,
      handedOver,
      committed: writer.committed - this.before.writer.committed,
      failed: writer.failed - this.before.writer.failed,
      lost: settled ? Math.max(0, accepted - handedOver) : 0,
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
