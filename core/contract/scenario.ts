// The scenario: everything that decides how a run goes. Parsed here once, trusted everywhere else.
import { z } from 'zod';
import { MAX_POOL_THREADS } from '../trace/lane.ts';
import {
  MAX_IN_FLIGHT,
  MAX_QUEUE,
  MAX_RATE_PER_S,
  MAX_REQUESTS,
  MAX_SCHEDULE_S,
  MAX_STAGE_MS,
  MAX_TIMEOUT_MS,
  MIN_RATE_PER_S,
} from './limits.ts';

export const SCENARIO_SCHEMA_VERSION = 1;

/** The serving modes, in the order of their codes (0 …) in records. */
export const MODES = ['sync', 'sync-pool', 'async-io', 'async-pool'] as const;
export const modeSchema = z.enum(MODES);
export type Mode = z.infer<typeof modeSchema>;

export const INFERENCE_KINDS = ['sleep', 'cpu'] as const;
export const LOGGING = ['none', 'background'] as const;

const stageMs = z.number().min(0).max(MAX_STAGE_MS);
const ratePerS = z.number().min(MIN_RATE_PER_S).max(MAX_RATE_PER_S);
const timeoutMs = z.int().min(1).max(MAX_TIMEOUT_MS);

/** How long a stage takes: a distribution, all times in ms. */
export const durationLawSchema = z.discriminatedUnion('law', [
  z.strictObject({ law: z.literal('fixed'), ms: stageMs }),
  z
    .strictObject({ law: z.literal('uniform'), minMs: stageMs, maxMs: stageMs })
    .refine((law) => law.minMs <= law.maxMs, { error: 'minMs must not exceed maxMs' }),
  z.strictObject({ law: z.literal('exponential'), meanMs: stageMs }),
  z.strictObject({
    law: z.literal('lognormal'),
    medianMs: stageMs,
    sigma: z.number().min(0).max(3),
  }),
]);
export type DurationLaw = z.infer<typeof durationLawSchema>;

/** When requests are sent: open workloads (burst, constant, poisson) or a closed loop of users. */
export const arrivalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('burst') }),
  z.strictObject({ kind: z.literal('constant'), ratePerS }),
  z.strictObject({ kind: z.literal('poisson'), ratePerS }),
  z.strictObject({
    kind: z.literal('closed'),
    users: z.int().min(1).max(MAX_IN_FLIGHT),
    thinkMs: stageMs,
  }),
]);
export type Arrival = z.infer<typeof arrivalSchema>;

export const scenarioSchema = z
  .strictObject({
    schemaVersion: z.literal(SCENARIO_SCHEMA_VERSION),
    mode: modeSchema,
    requests: z.int().min(1).max(MAX_REQUESTS),
    arrival: arrivalSchema,
    fetch: durationLawSchema,
    inference: durationLawSchema,
    inferenceKind: z.enum(INFERENCE_KINDS),
    pool: z.strictObject({
      threads: z.int().min(1).max(MAX_POOL_THREADS),
      maxQueue: z.int().min(0).max(MAX_QUEUE),
    }),
    logging: z.enum(LOGGING),
    seed: z.int().min(0).max(0xffff_ffff),
    /** The client gives up after this long. */
    clientTimeoutMs: timeoutMs,
    /** The server's fetch gives up after this long (504). */
    fetchTimeoutMs: timeoutMs,
    /** A pool task that runs longer is killed with its thread (504). */
    taskDeadlineMs: timeoutMs,
  })
  .superRefine((scenario, context) => {
    const { arrival, requests } = scenario;
    if (arrival.kind === 'burst' && requests > MAX_IN_FLIGHT) {
      context.addIssue({
        code: 'custom',
        path: ['requests'],
        message: `a burst puts all requests in flight at once: ${requests} is over the limit of ${MAX_IN_FLIGHT} in flight (allowed for a burst: 1 to ${MAX_IN_FLIGHT}; up to ${MAX_REQUESTS} with another arrival)`,
      });
    }
    if (
      (arrival.kind === 'constant' || arrival.kind === 'poisson') &&
      requests / arrival.ratePerS > MAX_SCHEDULE_S
    ) {
      context.addIssue({
        code: 'custom',
        path: ['arrival', 'ratePerS'],
        message: `${requests} requests at ${arrival.ratePerS}/s would take ${Math.round(requests / arrival.ratePerS)} s (allowed: up to ${MAX_SCHEDULE_S} s; raise the rate or lower the number of requests)`,
      });
    }
  });
export type Scenario = z.infer<typeof scenarioSchema>;

/** The scenario a new user meets: one click shows a batch within a second. */
export const DEFAULT_SCENARIO: Scenario = {
  schemaVersion: SCENARIO_SCHEMA_VERSION,
  mode: 'async-pool',
  requests: 12,
  arrival: { kind: 'burst' },
  fetch: { law: 'fixed', ms: 100 },
  inference: { law: 'fixed', ms: 200 },
  inferenceKind: 'sleep',
  pool: { threads: 4, maxQueue: 4096 },
  logging: 'none',
  seed: 1,
  clientTimeoutMs: 60_000,
  fetchTimeoutMs: 30_000,
  taskDeadlineMs: 120_000,
};
