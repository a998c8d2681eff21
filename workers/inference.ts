// A thread of the inference pool, as tinypool starts it: `run` is the task.
import { threadId, workerData } from 'node:worker_threads';
import type { PoolResult, PoolTask, PoolThreadInit } from '../pipeline/pool/pool-task.ts';
import { PoolThread } from '../pipeline/pool/pool-thread.ts';

// tinypool hands over [its own data, ours]; its worker ids are 1 … threads and are reused by replacements.
const [{ workerId }, init] = workerData as [{ workerId: number }, PoolThreadInit];
const thread = new PoolThread(workerId, threadId, init);

export function run(task: PoolTask): PoolResult {
  return thread.run(task);
}
