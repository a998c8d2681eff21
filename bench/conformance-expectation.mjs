// What the reference measurements ask of a live run, and whether a run gives it. Pure: no files, no clock, no host.
import { z } from 'zod';

const ms = z.number();

const rowSchema = z.object({
  handler_start: ms,
  fetch_start: ms,
  fetch_end: ms,
  inference_start: ms,
  inference_end: ms,
  received: ms,
});

const referenceSchema = z.object({
  measured_on: z.object({ pool_tokens: z.int().min(1) }),
  runs: z
    .array(
      z.object({
        endpoint: z.string(),
        requests: z.int().min(1),
        fetch_ms: ms,
        inference_ms: ms,
        inference: z.string(),
        mode: z.enum(['sync', 'sync-pool', 'async-io', 'async-pool']),
        logging: z.string(),
        rows: z.array(rowSchema).min(1),
      }),
    )
    .min(1),
});

/**
 * @typedef {z.infer<typeof referenceSchema>} Reference
 * @typedef {Reference['runs'][number]} ReferenceRun
 * @typedef {{ readonly fetch: number, readonly inference: number }} Overlap
 * @typedef {{ readonly overlap: Overlap, readonly makespanMs: number }} Shape what is compared
 * @typedef {object} Comparison
 * @property {number} differenceMs live minus reference
 * @property {number} allowedMs
 * @property {boolean} overlapOk
 * @property {boolean} makespanOk
 */

/** Share of the makespan by which a live run may differ. */
const TOLERANCE = 0.03;
/** … and the least that is allowed, in ms. */
const LEAST_TOLERANCE_MS = 20;

/**
 * @param {unknown} json
 * @returns {Reference}
 * @throws Error when it is not a file of reference measurements
 */
export function parseReference(json) {
  const parsed = referenceSchema.safeParse(json);
  if (!parsed.success)
    throw new Error(`not reference measurements: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * Runs that a live run can be held to: the thread sleeps for the inference, and nothing is logged.
 * @param {Reference} reference
 */
export function comparableRuns(reference) {
  return reference.runs.filter(
    ({ inference, logging }) => inference.startsWith('time.sleep') && logging === 'none',
  );
}

/**
 * Greatest number of intervals open at one moment; touching ends do not overlap. The slow obvious way, on purpose not
 * the one that reckons the live run.
 * @param {readonly (readonly [startMs: number, endMs: number])[]} intervals
 */
export function overlapOf(intervals) {
  const openAt = intervals.map(
    ([at]) => intervals.filter(([startMs, endMs]) => startMs <= at && at < endMs).length,
  );
  return Math.max(0, ...openAt);
}

/**
 * What the reference run showed.
 * @param {ReferenceRun} run
 * @returns {Shape}
 */
export function expectationOf({ rows }) {
  return {
    overlap: {
      fetch: overlapOf(rows.map((row) => [row.fetch_start, row.fetch_end])),
      inference: overlapOf(rows.map((row) => [row.inference_start, row.inference_end])),
    },
    makespanMs:
      Math.max(...rows.map((row) => row.received)) -
      Math.min(...rows.map((row) => row.handler_start)),
  };
}

/**
 * The same batch as a scenario.
 * @param {ReferenceRun} run
 * @param {number} poolThreads
 * @param {import('../core/contract/scenario.ts').Scenario} base everything the reference does not say
 * @returns {import('../core/contract/scenario.ts').Scenario}
 */
export function scenarioOf(run, poolThreads, base) {
  return {
    ...base,
    mode: run.mode,
    requests: run.requests,
    arrival: { kind: 'burst' },
    fetch: { law: 'fixed', ms: run.fetch_ms },
    inference: { law: 'fixed', ms: run.inference_ms },
    inferenceKind: 'sleep',
    pool: { threads: poolThreads, maxQueue: base.pool.maxQueue },
    logging: 'none',
  };
}

/**
 * The same facts of a live run.
 * @param {import('../core/contract/run-document.ts').RunSummary} summary
 * @returns {Shape}
 */
export function shapeOf(summary) {
  return { overlap: summary.greatestOverlap, makespanMs: summary.makespanFromHandlerMs ?? NaN };
}

/**
 * @param {Shape} expected
 * @param {Shape} live
 * @returns {Comparison}
 */
export function compare(expected, live) {
  const differenceMs = live.makespanMs - expected.makespanMs;
  const allowedMs = Math.max(LEAST_TOLERANCE_MS, TOLERANCE * expected.makespanMs);
  return {
    differenceMs,
    allowedMs,
    overlapOk:
      live.overlap.fetch === expected.overlap.fetch &&
      live.overlap.inference === expected.overlap.inference,
    makespanOk: Math.abs(differenceMs) <= allowedMs,
  };
}
