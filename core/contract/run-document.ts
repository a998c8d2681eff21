// The run as one document: what the command line prints as JSON, what will be stored and reopened. Every time is
// in ms from the run's start; null means "not known", never "zero".
import { z } from 'zod';
import { scenarioSchema } from './scenario.ts';

export const RUN_SCHEMA_VERSION = 1;

const ms = z.number();
const msOrNull = z.number().nullable();
const count = z.int().min(0);

export const spanSchema = z.object({
  kind: z.string(),
  lane: z.string(),
  startMs: ms,
  /** null: the span had not ended when the run was closed. */
  endMs: msOrNull,
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type RunSpan = z.infer<typeof spanSchema>;

export const waitsSchema = z.object({ ioMs: ms, loopMs: ms, poolMs: ms, unaccountedMs: ms });

export const runRequestSchema = z.object({
  /** 1, 2, … for measured requests; `outside-1` … for requests from outside. */
  id: z.union([z.int(), z.string()]),
  endpoint: z.string().nullable(),
  mode: z.string().nullable(),
  /** HTTP status at the client, or `timeout`, `connection-failed`, `stopped`, `client-gone`, `pending`. */
  status: z.union([z.int(), z.string()]),
  /** null for requests from outside: what came before the server saw them is unknown. */
  intendedMs: msOrNull,
  sentMs: msOrNull,
  /** Last byte at the client; null for requests from outside and where none came. */
  receivedMs: msOrNull,
  handlerStartMs: msOrNull,
  /** The response was handed to the server's kernel. */
  flushedMs: msOrNull,
  /** The interval that the spans tile: intended to last byte, or what the server saw. */
  startMs: ms,
  endMs: msOrNull,
  waits: waitsSchema,
  spans: z.array(spanSchema),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

export const laneSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'event-loop',
    'thread',
    'background',
    'feature-service',
    'load-generator',
    'health-probe',
  ]),
  /** Generations of the thread that drew here (1 = never replaced). */
  generation: count,
  droppedRecords: count,
  spans: z.array(spanSchema),
});
export type RunLane = z.infer<typeof laneSchema>;

export const percentilesSchema = z.object({
  p50: ms,
  p90: ms,
  p95: ms,
  p99: ms,
  p999: ms,
  max: ms,
  mean: ms,
});
export type Percentiles = z.infer<typeof percentilesSchema>;

export const machineSchema = z.object({
  platform: z.string(),
  arch: z.string(),
  cores: count,
  cpuModel: z.string(),
  memoryMiB: count,
  runtime: z.string(),
  loopscope: z.string(),
});
export type Machine = z.infer<typeof machineSchema>;

export const logCountersSchema = z.object({
  /** Background tasks accepted by the server. */
  accepted: count,
  /** Refused because the background queue was full. */
  refused: count,
  handedOver: count,
  committed: count,
  failed: count,
  /** Never handed over: given up on a stop, or inside a server that had to be terminated. */
  lost: count,
  lastError: z.string().nullable(),
});
export type LogCounters = z.infer<typeof logCountersSchema>;

export const PHASES = ['done', 'stopped', 'failed'] as const;

export const summarySchema = z.object({
  phase: z.enum(PHASES),
  /** Why it failed or was stopped; null when done. */
  reason: z.string().nullable(),
  verdict: z.enum(['reliable', 'unreliable']),
  /** Why it is unreliable. */
  verdictReasons: z.array(z.string()),
  /** Of the run itself: its measured ones, or those from outside when nothing was fired. */
  requests: count,
  /** Measured requests of the scenario that were never sent (the run was stopped). */
  notSent: count,
  /** Requests from outside that were recorded; in a run that was fired they count nowhere else. */
  outside: count,
  /** Requests by status, e.g. {"200": 10, "timeout": 2}. */
  byStatus: z.record(z.string(), count),
  failed: count,
  /** First intended send to last byte. */
  makespanMs: ms,
  /** First handler start to last byte, as the reference measurements count; null when no handler started. */
  makespanFromHandlerMs: msOrNull,
  /** Of all answered requests, from intended send (from outside: from first seen) to last byte; null when none was answered. */
  latencyMs: percentilesSchema.nullable(),
  throughputPerS: ms,
  waits: waitsSchema,
  /** Unaccounted time as a share of the requests' total time. */
  unaccountedShare: ms,
  loop: z.object({
    blockedMs: ms,
    /** Of the makespan. */
    blockedShare: ms,
    /** Of the time from the first fetch's end to the last byte; null when no fetch ended. */
    blockedShareAfterFirstFetch: msOrNull,
    longestBlockMs: ms,
    /** Resolution at which blocks without a stage are found. */
    runtimeResolutionMs: ms,
  }),
  greatestOverlap: z.object({ fetch: count, inference: count }),
  sendErrorMs: z.object({ p50: ms, p99: ms, max: ms }).nullable(),
  burstSpreadMs: msOrNull,
  probe: z.object({ sent: count, skipped: count, worstMs: msOrNull }),
  log: logCountersSchema,
  droppedRecords: count,
  /** Spans and requests beyond what one trace keeps. */
  notKept: z.object({ spans: count, requests: count }),
  poolThreadExits: count,
});
export type RunSummary = z.infer<typeof summarySchema>;

export const probeSampleSchema = z.object({
  intendedMs: ms,
  sentMs: ms,
  receivedMs: msOrNull,
  latencyMs: msOrNull,
  status: z.union([z.int(), z.string()]),
});

export const runDocumentSchema = z.object({
  schemaVersion: z.literal(RUN_SCHEMA_VERSION),
  runId: z.string(),
  startedAt: z.iso.datetime(),
  scenario: scenarioSchema,
  machine: machineSchema,
  summary: summarySchema,
  requests: z.array(runRequestSchema),
  lanes: z.array(laneSchema),
  probe: z.object({ intervalMs: ms, skipped: count, samples: z.array(probeSampleSchema) }),
  droppedRecords: count,
});
export type RunDocument = z.infer<typeof runDocumentSchema>;
