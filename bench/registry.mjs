// Every benchmark by its name, loaded only when it runs.

/** @typedef {import('./row.mjs').Row} Row */

/** @type {Record<string, () => Promise<readonly Row[]>>} */
export const BENCHMARKS = {
  recorder: async () => (await import('./recorder.mjs')).benchRecorder(),
  'recorder-cost': async () => (await import('./recorder-cost.mjs')).benchRecorderCost(),
  pipeline: async () => (await import('./pipeline.mjs')).benchPipeline(),
  makespan: async () => (await import('./makespan.mjs')).benchMakespan(),
  generator: async () => (await import('./generator.mjs')).benchGenerator(),
  start: async () => (await import('./pool-start.mjs')).benchPoolStart(),
  feed: async () => (await import('./feed-throughput.mjs')).benchFeed(),
  gantt: async () => (await import('./gantt.mjs')).benchGantt(),
  window: async () => (await import('./window.mjs')).benchWindow(),
  memory: async () => (await import('./memory.mjs')).benchMemory(),
};
