// Records what happens on the server's event loop, and only there: marks and stages of requests, and every block of
// the loop. Request id 0 means "not recorded" (health probes, warm-up); such calls cost nothing.
import { HEARTBEAT_MS, RUNTIME_BLOCK_MS, STAGE_BLOCK_MS } from '../../core/contract/limits.ts';
import { ServerCounter, type ServerStatus } from '../../core/contract/server-status.ts';
import { RecordKind, RecordStatus } from '../../core/trace/record.ts';
import { NO_SPAN, type RingWriter } from '../../core/trace/ring.ts';
import { nowNs } from '../clock.ts';
import { uncoveredHoles } from './uncovered-holes.ts';

export class LoopRecorder {
  private readonly ring: RingWriter;
  private readonly status: ServerStatus;
  private readonly heartbeat: NodeJS.Timeout;
  private lastBeatNs = nowNs();
  /** Stages that held the loop since the last beat: start, end, start, end … */
  private stageEdgesNs: number[] = [];
  /** For how long stages have held the loop, in all. */
  heldTotalNs = 0;
  /** End of the last block of the loop that was recorded. */
  private heldUntilNs = 0;

  constructor(ring: RingWriter, status: ServerStatus) {
    this.ring = ring;
    this.status = status;
    this.heartbeat = setInterval(() => {
      this.beat();
    }, HEARTBEAT_MS);
  }

  mark(kind: RecordKind, requestId: number, timeNs = nowNs(), a = 0, b = 0): void {
    if (requestId > 0) this.ring.mark(kind, requestId, timeNs, 0, 0, a, b);
  }

  /** The handler of a request starts; `heldBeforeNs` is what `heldTotalNs` said when the request was seen. */
  handlerStart(requestId: number, endpoint: number, mode: number, heldBeforeNs: number): void {
    if (requestId === 0) return;
    const heldNs = this.heldTotalNs - heldBeforeNs;
    this.ring.mark(RecordKind.HandlerStart, requestId, nowNs(), 0, heldNs, endpoint, mode);
  }

  begin(kind: RecordKind, requestId: number, timeNs = nowNs()): number {
    return requestId > 0 ? this.ring.begin(kind, requestId, timeNs) : NO_SPAN;
  }

  end(
    span: number,
    kind: RecordKind,
    requestId: number,
    status = 0,
    value = 0,
    a = 0,
    b = 0,
    timeNs = nowNs(),
  ): void {
    this.ring.end(span, kind, requestId, timeNs, status, value, a, b);
  }

  /**
   * Runs a stage that holds the loop. The begin is written before, so that the block can be seen growing.
   * @param stage does the work; answers with the value and failure to record
   */
  blockLoop<T>(
    kind: RecordKind,
    requestId: number,
    stage: () => { result: T; value: number; failed: boolean },
  ): T {
    const startNs = nowNs();
    const span =
      requestId > 0 ? this.ring.begin(kind, requestId, startNs, RecordStatus.OnLoop) : NO_SPAN;
    const { result, value, failed } = stage();
    const endNs = nowNs();
    const status = RecordStatus.OnLoop | (failed ? RecordStatus.Failed : RecordStatus.Ok);
    this.ring.end(span, kind, requestId, endNs, status, value);
    this.heldLoop(startNs, endNs);
    return result;
  }

  /**
   * Notes work on the loop that shares its turn with other work: answers that are written together, each from its
   * start to its flush. Only what nobody has been charged for counts, so that the loop's blocks never overlap.
   * @returns ns from which it held the loop; 0 when it held it for less than STAGE_BLOCK_MS
   */
  heldLoopSince(startNs: number, endNs: number): number {
    const fromNs = Math.max(startNs, this.heldUntilNs);
    if (endNs - fromNs < STAGE_BLOCK_MS * 1e6) return 0;
    this.heldLoop(fromNs, endNs);
    return fromNs;
  }

  /** Notes that a stage held the loop, so that the heartbeat does not count it as the runtime's. */
  private heldLoop(startNs: number, endNs: number): void {
    this.stageEdgesNs.push(startNs, endNs);
    this.heldUntilNs = endNs;
    this.heldTotalNs += endNs - startNs;
  }

  /** A thread of the pool ended. */
  threadExit(lane: number, generation: number, timeNs: number): void {
    this.status.add(ServerCounter.PoolThreadExits);
    this.ring.mark(RecordKind.ThreadExit, 0, timeNs, 0, 0, lane, generation);
  }

  stop(): void {
    clearInterval(this.heartbeat);
  }

  /** A beat that comes late was held up: by stages (recorded already) or by something nobody announced. */
  private beat(): void {
    const now = nowNs();
    const dueNs = this.lastBeatNs + HEARTBEAT_MS * 1e6;
    for (const hole of uncoveredHoles(dueNs, now, this.stageEdgesNs, RUNTIME_BLOCK_MS * 1e6)) {
      this.ring.span(RecordKind.RuntimeBlock, 0, hole.startNs, hole.endNs);
    }
    this.stageEdgesNs.length = 0;
    this.lastBeatNs = now;
    this.status.add(ServerCounter.Heartbeats);
  }
}
