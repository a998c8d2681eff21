// The four serving modes: the same stages, run in different places. This is the whole difference that Loopscope shows.
//
//   sync        loop:  fetch (blocks) → infer (blocks)
//   sync-pool   loop:  hand over …            pool thread:  fetch (blocks the thread) → infer
//   async-io    loop:  await fetch → infer (blocks)
//   async-pool  loop:  await fetch → hand over …  pool thread:  infer
import type { PredictBody, PredictResponse } from '../../core/contract/predict.ts';
import type { Mode, Scenario } from '../../core/contract/scenario.ts';
import { RecordKind, RecordStatus } from '../../core/trace/record.ts';
import { drawDurationMs } from '../../core/twin/duration-law.ts';
import { Stream } from '../../core/twin/random.ts';
import { nowNs } from '../clock.ts';
import type { BlockingFetcher } from '../fetch/blocking-fetch.ts';
import type { FeatureClient } from '../fetch/feature-client.ts';
import { PoolError, type InferencePool } from '../pool/inference-pool.ts';
import type { PoolResult, PoolTask } from '../pool/pool-task.ts';
import { infer } from '../stages/infer.ts';
import { threadCpuNs } from '../thread-cpu.ts';
import { fetchError, poolError } from './http-error.ts';
import type { LoopRecorder } from './loop-recorder.ts';
import type { RequestContext } from './request-context.ts';

/** What the stages of one request work with. */
export interface Stages {
  readonly recorder: LoopRecorder;
  readonly features: FeatureClient;
  readonly blocking: BlockingFetcher;
  readonly pool: InferencePool;
  readonly scenario: Scenario;
  readonly spinStepsPerMs: number;
}

type RunMode = (
  stages: Stages,
  context: RequestContext,
  body: PredictBody,
) => Promise<PredictResponse> | PredictResponse;

/** How each mode answers one request. @throws HttpError when a stage failed */
export const RUN_MODE: Record<Mode, RunMode> = {
  sync: (stages, context, body) => {
    const metadata = fetchOnLoop(stages, context, body);
    return { item_id: body.item_id, metadata, prediction: inferOnLoop(stages, context, body) };
  },
  'sync-pool': async (stages, context, body) => {
    const { item_id } = body;
    const { fetchTimeoutMs } = stages.scenario;
    const fetch = { itemId: item_id, index: context.index, timeoutMs: fetchTimeoutMs };
    const result = await runInPool(stages, context, body, fetch);
    return { item_id, metadata: result.metadata ?? '', prediction: result.prediction };
  },
  'async-io': async (stages, context, body) => {
    const metadata = await fetchAwaited(stages, context, body);
    return { item_id: body.item_id, metadata, prediction: inferOnLoop(stages, context, body) };
  },
  'async-pool': async (stages, context, body) => {
    const metadata = await fetchAwaited(stages, context, body);
    const result = await runInPool(stages, context, body, null);
    return { item_id: body.item_id, metadata, prediction: result.prediction };
  },
};

function fetchOnLoop(stages: Stages, context: RequestContext, body: PredictBody): string {
  const startNs = nowNs();
  const answer = stages.recorder.blockLoop(RecordKind.Fetch, context.id, () => {
    const { fetchTimeoutMs } = stages.scenario;
    const result = stages.blocking.fetchItem(
      body.item_id,
      context.id,
      context.index,
      fetchTimeoutMs,
    );
    return {
      result,
      value: result.outcome === 'ok' ? result.readyNs : 0,
      failed: result.outcome !== 'ok',
    };
  });
  context.times.fetchMs = (nowNs() - startNs) / 1e6;
  if (answer.outcome !== 'ok') throw fetchError(answer);
  return answer.features.metadata;
}

async function fetchAwaited(
  stages: Stages,
  context: RequestContext,
  body: PredictBody,
): Promise<string> {
  const { recorder, features, scenario } = stages;
  const startNs = nowNs();
  const span = recorder.begin(RecordKind.Fetch, context.id, startNs);
  const answer = await features.fetchItem(
    body.item_id,
    context.id,
    context.index,
    scenario.fetchTimeoutMs,
  );
  const ok = answer.outcome === 'ok';
  recorder.end(
    span,
    RecordKind.Fetch,
    context.id,
    ok ? 0 : RecordStatus.Failed,
    ok ? answer.readyNs : 0,
  );
  context.times.fetchMs = (nowNs() - startNs) / 1e6;
  if (!ok) throw fetchError(answer);
  return answer.features.metadata;
}

function inferenceMs(stages: Stages, context: RequestContext): number {
  const { inference, seed } = stages.scenario;
  return drawDurationMs(inference, seed, Stream.Inference, context.index);
}

function inferOnLoop(stages: Stages, context: RequestContext, body: PredictBody): number {
  const startNs = nowNs();
  const durationMs = inferenceMs(stages, context);
  const prediction = stages.recorder.blockLoop(RecordKind.Inference, context.id, () => {
    const cpuBeforeNs = threadCpuNs();
    const { inferenceKind } = stages.scenario;
    const result = infer(inferenceKind, durationMs, stages.spinStepsPerMs, body.feature_value);
    return { result, value: threadCpuNs() - cpuBeforeNs, failed: false };
  });
  context.times.inferenceMs = (nowNs() - startNs) / 1e6;
  return prediction;
}

async function runInPool(
  stages: Stages,
  context: RequestContext,
  body: PredictBody,
  fetch: PoolTask['fetch'],
): Promise<PoolResult & { outcome: 'ok' }> {
  const submittedNs = nowNs();
  stages.recorder.mark(RecordKind.PoolSubmit, context.id, submittedNs);
  try {
    const result = await stages.pool.run({
      requestId: context.id,
      inferenceKind: stages.scenario.inferenceKind,
      inferenceMs: inferenceMs(stages, context),
      featureValue: body.feature_value,
      fetch,
    });
    context.times.poolWaitMs = (result.startNs - submittedNs) / 1e6;
    if (fetch !== null) context.times.fetchMs = result.fetchMs;
    if (result.outcome === 'fetch-timeout') throw fetchError({ outcome: 'timeout' });
    if (result.outcome === 'fetch-failed')
      throw fetchError({ outcome: 'failed', reason: result.reason });
    context.times.inferenceMs = result.inferenceMs;
    return result;
  } catch (error) {
    throw error instanceof PoolError ? poolError(error) : error;
  } finally {
    stages.recorder.mark(RecordKind.Continuation, context.id);
  }
}
