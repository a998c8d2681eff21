// What a host tells every window of itself. All windows see the same; none of it is a window's own. It is sent whole when
// a window comes, afterwards only the top-level keys that changed.
import { z } from 'zod';
import { machineSchema, summarySchema } from './run-document.ts';
import { modeSchema, scenarioSchema } from './scenario.ts';
import { settingsSchema } from './settings.ts';

export const WINDOW_SCHEMA_VERSION = 1;

const count = z.int().min(0);

/** The host itself; does not change while it lives. */
export const hostFactsSchema = z.object({
  version: z.string(),
  /** What the host runs in, for people: `Electron` or `web`. */
  form: z.string(),
  /** Why it is this form, when another was wanted; null when there is nothing to explain. */
  reason: z.string().nullable(),
  /** `http://127.0.0.1:<port>` of the prediction server. */
  predictionOrigin: z.string(),
  databasePath: z.string(),
  machine: machineSchema,
  /** What this host can do for a window; a window offers nothing else. */
  capabilities: z.object({ quit: z.boolean() }),
});

/** The same seeded batch under several modes, one after the other. */
export const batchSchema = z.object({
  id: z.string(),
  /** Position of the run in the batch, from 0. */
  index: count,
  modes: z.array(modeSchema),
});
export type Batch = z.infer<typeof batchSchema>;

export const activitySchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('idle') }),
  z.object({
    phase: z.literal('running'),
    /** What the run will be called in the strip of runs. */
    number: count,
    /** Its number in the feed; 0 until it is being recorded. */
    feedRun: count,
    mode: modeSchema,
    step: z.enum(['preparing', 'firing', 'draining', 'stopping']),
    sent: count,
    finished: count,
    failed: count,
    requests: count,
    elapsedMs: z.number(),
    /** About how long the run takes in all; null where nobody can say. */
    expectedMs: z.number().nullable(),
    batch: batchSchema.nullable(),
  }),
]);
export type Activity = z.infer<typeof activitySchema>;

/** A run that is kept: its numbers; its trace is asked for by number. */
export const runEntrySchema = z.object({
  /** 1, 2, … in the life of the host, in the order of the runs. */
  number: count,
  feedRun: count,
  runId: z.string(),
  /** Fired from a window, or requests that came from outside. */
  origin: z.enum(['measured', 'outside']),
  startedAt: z.string(),
  scenario: scenarioSchema,
  /** Every mode that its requests met, in order of first use (the mode may be flipped in mid-run). */
  modes: z.array(modeSchema),
  summary: summarySchema,
  requests: count,
  spans: count,
  firstRequestId: count,
  bytes: count,
  pinned: z.boolean(),
  batch: batchSchema.nullable(),
});
export type RunEntry = z.infer<typeof runEntrySchema>;

export const noticeSchema = z.object({
  id: count,
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
  /** Wall clock, ms since 1970; of the last time, when it came more than once. */
  atMs: z.number(),
  /** How often it came. */
  times: z.int().min(1),
});
export type Notice = z.infer<typeof noticeSchema>;

export const hostStateSchema = z.object({
  schemaVersion: z.literal(WINDOW_SCHEMA_VERSION),
  host: hostFactsSchema,
  /** What Fire fires and what requests from outside meet. */
  scenario: scenarioSchema,
  /** Whether the scenario is in force for requests from outside already. */
  inForce: z.discriminatedUnion('phase', [
    z.object({ phase: z.literal('applying') }),
    z.object({ phase: z.literal('applied') }),
    z.object({ phase: z.literal('failed'), reason: z.string() }),
  ]),
  activity: activitySchema,
  /** The loop of the prediction server as its heartbeat tells; `sinceMs` of the host's clock. */
  loop: z.discriminatedUnion('phase', [
    z.object({ phase: z.literal('free') }),
    z.object({ phase: z.literal('blocked'), sinceMs: z.number() }),
    z.object({ phase: z.literal('down'), reason: z.string() }),
  ]),
  /** Newest last. */
  runs: z.array(runEntrySchema),
  keptMemory: z.object({
    bytes: count,
    limitBytes: count,
    /** Runs that had to go to make room. */
    evicted: count,
  }),
  /** Runs that were deleted and can still be brought back, newest last. */
  deleted: z.array(z.object({ number: count, mode: modeSchema })),
  outside: z.object({
    /** Number in the feed of what is recorded of requests from outside; 0 while a run is active. */
    feedRun: count,
    requests: count,
    inFlight: count,
  }),
  notices: z.array(noticeSchema),
  settings: settingsSchema,
});
export type HostState = z.infer<typeof hostStateSchema>;

/** What changed of a host's state. */
export const hostStatePatchSchema = hostStateSchema.partial();
export type HostStatePatch = z.infer<typeof hostStatePatchSchema>;
