// Post-response logging: a task is queued when its response was flushed, starts in a later turn of the loop, hands its
// row to the writer thread and ends when the writer has committed it. Bounded; every fate is counted.
import type { MessagePort } from 'node:worker_threads';
import { ServerCounter, type ServerStatus } from '../../core/contract/server-status.ts';
import type {
  PredictionLogRow,
  RowMessage,
  RowsWritten,
} from '../../core/contract/thread-messages.ts';
import { RecordKind, RecordStatus } from '../../core/trace/record.ts';
import type { LoopRecorder } from '../server/loop-recorder.ts';

/** Most tasks that may be queued or waiting for their commit; more are refused and counted. */
export const MAX_BACKGROUND_TASKS = 20_000;

interface Task {
  readonly requestId: number;
  readonly row: PredictionLogRow;
}

export class BackgroundQueue {
  private readonly recorder: LoopRecorder;
  private readonly status: ServerStatus;
  private writer: MessagePort | null = null;
  private queued: Task[] = [];
  /** Handed over, by ticket: the span to end. */
  private readonly handedOver = new Map<
    number,
    { readonly requestId: number; readonly span: number }
  >();
  private nextTicket = 1;
  private scheduled: NodeJS.Immediate | null = null;

  constructor(recorder: LoopRecorder, status: ServerStatus) {
    this.recorder = recorder;
    this.status = status;
  }

  get size(): number {
    return this.queued.length + this.handedOver.size;
  }

  /** Tasks of these requests that are not done. */
  pending(isMeant: (requestId: number) => boolean): number {
    let pending = 0;
    for (const { requestId } of this.queued) if (isMeant(requestId)) pending++;
    for (const { requestId } of this.handedOver.values()) if (isMeant(requestId)) pending++;
    return pending;
  }

  attachWriter(port: MessagePort): void {
    this.writer = port;
    port.on('message', (written: RowsWritten) => {
      this.written(written);
    });
    this.schedule();
  }

  /** Queues the task of a request whose response has been flushed. */
  push(requestId: number, row: PredictionLogRow): void {
    if (this.size >= MAX_BACKGROUND_TASKS) {
      this.status.add(ServerCounter.BackgroundRefused);
      return;
    }
    this.status.add(ServerCounter.BackgroundAccepted);
    this.recorder.mark(RecordKind.BackgroundQueued, requestId);
    this.queued.push({ requestId, row });
    this.schedule();
  }

  /** Gives up what these requests have not handed over yet; answers with how many. */
  abandon(isMeant: (requestId: number) => boolean): number {
    const kept = this.queued.filter(({ requestId }) => !isMeant(requestId));
    const left = this.queued.length - kept.length;
    this.queued = kept;
    this.status.add(ServerCounter.BackgroundAbandoned, left);
    return left;
  }

  private schedule(): void {
    if (this.scheduled !== null || this.writer === null || this.queued.length === 0) return;
    this.scheduled = setImmediate(() => {
      this.scheduled = null;
      this.handOver();
    });
  }

  private handOver(): void {
    const { writer } = this;
    if (writer === null) return;
    const tasks = this.queued;
    this.queued = [];
    for (const { requestId, row } of tasks) {
      const ticket = this.nextTicket++;
      const span = this.recorder.begin(RecordKind.Background, requestId);
      this.handedOver.set(ticket, { requestId, span });
      writer.postMessage({ row, ticket } satisfies RowMessage);
      this.status.add(ServerCounter.BackgroundHandedOver);
    }
  }

  private written({ tickets, ok }: RowsWritten): void {
    const status = ok ? RecordStatus.Ok : RecordStatus.Failed;
    for (const ticket of tickets) {
      const task = this.handedOver.get(ticket);
      if (task === undefined) continue;
      this.handedOver.delete(ticket);
      this.recorder.end(task.span, RecordKind.Background, task.requestId, status);
    }
    this.status.add(
      ok ? ServerCounter.BackgroundCommitted : ServerCounter.BackgroundFailed,
      tickets.length,
    );
  }
}
