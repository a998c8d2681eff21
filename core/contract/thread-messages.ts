// What the host's main thread and its threads say to each other. One small request/answer protocol over each
// thread's own message port; the types below are the whole vocabulary. Bulk data never goes this way (rings do).
import type { DurationLaw, Scenario } from './scenario.ts';

export const THREAD_SCHEMA_VERSION = 1;

/** A map from command name to its argument and result. */
export type Commands = Record<string, { argument: unknown; result: unknown }>;

export interface CommandMessage {
  readonly type: 'command';
  readonly id: number;
  readonly command: string;
  readonly argument: unknown;
}

export type ThreadMessage =
  | { readonly type: 'ready'; readonly value: unknown }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
  | { readonly type: 'event'; readonly event: string; readonly value: unknown };

/** Everything the server needs to know of the run it serves. */
export interface RunConfig {
  readonly runId: string;
  /** Id of the run's first measured request; the others follow. */
  readonly firstRequestId: number;
  readonly scenario: Scenario;
}

export interface ServerInit {
  readonly schemaVersion: typeof THREAD_SCHEMA_VERSION;
  /** 0 = any free port. */
  readonly port: number;
  readonly featureOrigin: string;
  readonly blockingIoChannel: string;
  readonly ring: SharedArrayBuffer;
  /** Rings of pool threads 1..64; made for all, so that the pool can be resized without a restart. */
  readonly poolRings: readonly SharedArrayBuffer[];
  readonly status: SharedArrayBuffer;
  readonly firstOutsideId: number;
  /** The pool worker's module. */
  readonly inferenceUrl: string;
  /** From an earlier start; null = calibrate. */
  readonly spinStepsPerMs: number | null;
}

export interface ServerReady {
  readonly port: number;
  /** Steps of calibrated work that one ms of an undisturbed core does. */
  readonly spinStepsPerMs: number;
}

/** Whose work is meant: the measured run's only, or also that of requests from outside. */
export type Whose = 'run' | 'all';

export interface DrainReport {
  /** Background tasks that were not finished when the deadline passed. */
  readonly backgroundLeft: number;
  /** Requests that were still being served. */
  readonly requestsLeft: number;
}

export type ServerCommands = {
  /** Selects scenario and run; resizes and readies the pool. Requests that arrive later belong to it. */
  configure: { argument: RunConfig; result: { readonly poolThreads: number } };
  /** Takes the port on which rows go to the writer thread (transferred). */
  attachWriter: { argument: { readonly port: unknown }; result: null };
  /** Waits until nothing of theirs is served or left in the background, at most so long. */
  drain: { argument: { readonly deadlineMs: number; readonly whose: Whose }; result: DrainReport };
  /** Gives up what they have queued or running in the pool, awaited, or queued in the background. */
  abandon: { argument: { readonly whose: Whose }; result: DrainReport };
  close: { argument: null; result: null };
};

export interface FeatureServiceInit {
  readonly schemaVersion: typeof THREAD_SCHEMA_VERSION;
  readonly ring: SharedArrayBuffer;
}

export type FeatureServiceCommands = {
  configure: { argument: { readonly law: DurationLaw; readonly seed: number }; result: null };
  close: { argument: null; result: null };
};

export interface BlockingIoInit {
  readonly schemaVersion: typeof THREAD_SCHEMA_VERSION;
  readonly channel: string;
}

export interface GeneratorInit {
  readonly schemaVersion: typeof THREAD_SCHEMA_VERSION;
  readonly ring: SharedArrayBuffer;
  /** Module of the pacer thread. */
  readonly pacerUrl: string;
}

export interface GeneratorPlan {
  /** `http://127.0.0.1:<port>` of the prediction server. */
  readonly origin: string;
  readonly runId: string;
  readonly firstRequestId: number;
  readonly scenario: Scenario;
}

export interface GeneratorReport {
  readonly sent: number;
  /** Requests with an outcome, whatever it is. */
  readonly finished: number;
  readonly probes: number;
  /** Probes that were not sent because too many were in flight. */
  readonly probesSkipped: number;
}

/**
 * What the generator saw of a run's answers, as columns by the request's place in the run: a row begins at
 * `offsets[2n]` with its Server-Timing header, at `offsets[2n + 1]` with the first bytes of its body, and ends at
 * `offsets[2n + 2]`.
 */
export interface PackedAnswers {
  readonly runId: string;
  readonly firstRequestId: number;
  /** HTTP status; 0 = no answer came. */
  readonly status: Uint16Array;
  /** Length of the whole body. */
  readonly bodyBytes: Uint32Array;
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

export type GeneratorCommands = {
  /** Opens the connections and warms them on /healthz. */
  prepare: { argument: GeneratorPlan; result: { readonly connections: number } };
  /** Fires the prepared plan; answers when every request has an outcome or the run was stopped. */
  fire: { argument: { readonly startNs: number }; result: GeneratorReport };
  /** The answers of the run that is fired or was fired last; of one request only when it is named. */
  answers: {
    argument: { readonly runId: string; readonly requestId: number | null };
    result: PackedAnswers | null;
  };
  /** Sends no more and abandons what is in flight (outcome Stopped). */
  stop: { argument: null; result: null };
  close: { argument: null; result: null };
};

/** Event `progress` of the generator, about ten times a second while it fires. */
export interface GeneratorProgress {
  readonly sent: number;
  readonly finished: number;
  readonly failed: number;
}

/** One row of the prediction log, as the server hands it over. */
export interface PredictionLogRow {
  readonly runId: string;
  readonly requestId: number;
  /** Wall clock, ms since 1970. */
  readonly loggedAtMs: number;
  readonly endpoint: string;
  readonly mode: string;
  readonly itemId: number;
  readonly featureValue: number;
  readonly prediction: number;
}

/** Server to writer: a row, with the number under which its fate is answered. */
export interface RowMessage {
  readonly row: PredictionLogRow;
  readonly ticket: number;
}

/** Writer to server: the fate of rows. */
export interface RowsWritten {
  readonly tickets: readonly number[];
  readonly ok: boolean;
}

export interface WriterInit {
  readonly schemaVersion: typeof THREAD_SCHEMA_VERSION;
  readonly databasePath: string;
}

/** Counted since the writer started; event `counters` after every batch. */
export interface WriterCounters {
  readonly received: number;
  readonly committed: number;
  /** Given up after all retries. */
  readonly failed: number;
  readonly retries: number;
  readonly lastError: string | null;
}

/** Which row of the log is meant; ids of requests from outside come again in every life of a host. */
export interface LogQuestion {
  readonly runId: string;
  readonly requestId: number;
  /** Wall clock, ms since 1970: older rows are of an earlier host. */
  readonly notBeforeMs: number;
}

export type WriterCommands = {
  /** Takes a port on which a server hands over rows (transferred). */
  attach: { argument: { readonly port: unknown }; result: null };
  /** Commits everything that was handed over so far. */
  flush: { argument: null; result: WriterCounters };
  /** The row of a request as it is on disk; null when none is (yet). */
  find: { argument: LogQuestion; result: PredictionLogRow | null };
  close: { argument: null; result: WriterCounters };
};
