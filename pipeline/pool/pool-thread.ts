// What a pool thread does: one task at a time, every stage recorded into the thread's own ring. Nothing here awaits.
import { RecordKind, RecordStatus } from '../../core/trace/record.ts';
import { RingWriter } from '../../core/trace/ring.ts';
import { nowNs } from '../clock.ts';
import { BlockingFetcher } from '../fetch/blocking-fetch.ts';
import type { FeatureAnswer } from '../fetch/feature-answer.ts';
import { infer } from '../stages/infer.ts';
import { warmSpin } from '../stages/spin.ts';
import { threadCpuNs } from '../thread-cpu.ts';
import { LaneTable } from './lane-table.ts';
import type { PoolResult, PoolTask, PoolThreadInit } from './pool-task.ts';

/** How long a replacement waits for the thread it replaces to end. */
const CLAIM_LIMIT_MS = 30_000;

export class PoolThread {
  private readonly thread: number;
  private readonly lanes: LaneTable;
  private readonly ring: RingWriter;
  private readonly fetcher: BlockingFetcher;
  private readonly spinStepsPerMs: number;
  private freeSinceNs: number;

  /** @param thread stable number of this thread in its pool, from 1 */
  constructor(thread: number, threadId: number, init: PoolThreadInit) {
    const ring = init.rings[thread - 1];
    if (ring === undefined) throw new RangeError(`no ring for pool thread ${thread}`);
    this.thread = thread;
    this.lanes = new LaneTable(init.lanes);
    this.lanes.claim(thread, threadId, CLAIM_LIMIT_MS);
    this.ring = new RingWriter(ring);
    this.fetcher = new BlockingFetcher(init.blockingIoChannel, thread, init.featureOrigin);
    this.spinStepsPerMs = init.spinStepsPerMs;
    warmSpin();
    this.fetcher.warm();
    this.freeSinceNs = nowNs();
    this.lanes.setReady(thread);
  }

  run(task: PoolTask): PoolResult {
    const startNs = nowNs();
    this.lanes.beginTask(this.thread, task.sequence, startNs);
    if (task.requestId > 0)
      this.ring.mark(RecordKind.TaskStart, task.requestId, startNs, 0, this.freeSinceNs);
    try {
      return this.stages(task, startNs);
    } finally {
      this.lanes.endTask(this.thread);
      this.freeSinceNs = nowNs();
    }
  }

  private stages(task: PoolTask, startNs: number): PoolResult {
    let metadata: string | null = null;
    let fetchMs = 0;
    if (task.fetch !== null) {
      const answer = this.fetch(task, task.fetch);
      fetchMs = (nowNs() - startNs) / 1e6;
      if (answer.outcome === 'timeout') return { outcome: 'fetch-timeout', startNs, fetchMs };
      if (answer.outcome === 'failed') {
        return { outcome: 'fetch-failed', reason: answer.reason, startNs, fetchMs };
      }
      metadata = answer.features.metadata;
    }
    const inferredFromNs = nowNs();
    const prediction = this.infer(task);
    const inferenceMs = (nowNs() - inferredFromNs) / 1e6;
    return { outcome: 'ok', prediction, metadata, startNs, fetchMs, inferenceMs };
  }

  private fetch(task: PoolTask, fetch: NonNullable<PoolTask['fetch']>): FeatureAnswer {
    const { requestId } = task;
    const span = requestId > 0 ? this.ring.begin(RecordKind.Fetch, requestId, nowNs()) : 0;
    const answer = this.fetcher.fetchItem(fetch.itemId, requestId, fetch.index, fetch.timeoutMs);
    const status = answer.outcome === 'ok' ? RecordStatus.Ok : RecordStatus.Failed;
    const readyNs = answer.outcome === 'ok' ? answer.readyNs : 0;
    this.ring.end(span, RecordKind.Fetch, requestId, nowNs(), status, readyNs);
    return answer;
  }

  private infer(task: PoolTask): number {
    const { requestId } = task;
    const span = requestId > 0 ? this.ring.begin(RecordKind.Inference, requestId, nowNs()) : 0;
    const cpuBeforeNs = threadCpuNs();
    const prediction = infer(
      task.inferenceKind,
      task.inferenceMs,
      this.spinStepsPerMs,
      task.featureValue,
    );
    const cpuNs = threadCpuNs() - cpuBeforeNs;
    this.ring.end(span, RecordKind.Inference, requestId, nowNs(), RecordStatus.Ok, cpuNs);
    return prediction;
  }
}
