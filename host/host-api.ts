// What a host offers: `Host` to the command line, `PlaygroundHost` to the state that windows share. Callers know nothing
// of threads, rings or HTTP.
import type { FeedSource } from '../core/channel/feed-source.ts';
import type { LogCounters, RunDocument } from '../core/contract/run-document.ts';
import type { Mode, Scenario } from '../core/contract/scenario.ts';
import type {
  LogQuestion,
  PackedAnswers,
  PredictionLogRow,
} from '../core/contract/thread-messages.ts';
import type { TraceStore } from '../core/trace/trace-store.ts';

export interface HostOptions {
  /** Folder for the SQLite files; made when it is missing. */
  readonly dataDir: string;
  /** Port of the prediction server; 0 = any free one. */
  readonly predictionPort: number;
  /** Says aloud what nobody asked for: a thread that died, rows that were lost. One line each, no newline. */
  readonly warn: (line: string) => void;
}

/** Progress of a run, about ten times a second. */
export interface RunProgress {
  readonly phase: 'preparing' | 'firing' | 'draining';
  readonly sent: number;
  readonly finished: number;
  readonly failed: number;
  readonly requests: number;
  readonly elapsedMs: number;
  readonly log: LogCounters;
}

/** What was seen of requests from outside so far. */
export interface OutsideCounts {
  readonly requests: number;
  readonly inFlight: number;
  readonly log: LogCounters;
}

export interface Host {
  /** `http://127.0.0.1:<port>` of the prediction server. */
  readonly predictionOrigin: string;
  readonly databasePath: string;
  /**
   * Fires a scenario and answers with the whole run, also when it was stopped or failed (see `summary.phase`).
   * @throws Error when a run is active already
   */
  run(scenario: Scenario, onProgress?: (progress: RunProgress) => void): Promise<RunDocument>;
  /** Ends the active run within a second and keeps what there is; does nothing when none is active. */
  stop(reason: string): Promise<void>;
  /** Selects mode and stages for requests from outside, and records them from now on. @throws Error when a run is active */
  select(scenario: Scenario): Promise<void>;
  outsideCounts(): OutsideCounts;
  /** Ends the run of outside requests and answers with it (empty when there were none). */
  finishOutsideRun(): Promise<RunDocument>;
  /** What is being recorded, as it grows (core/contract/feed). */
  readonly feed: FeedSource;
  /** Drains, commits what was handed over, ends every thread. */
  close(): Promise<void>;
}

/** A run that has ended, with what its document does not hold. */
export interface RecordedRun {
  readonly document: RunDocument;
  readonly store: TraceStore;
  /** Its number in the feed; 0 when nothing was recorded. */
  readonly feedRun: number;
  /** When the recording ended, in ns of the process clock. */
  readonly endNs: number;
  /** null: none came, or they were lost with the generator. */
  readonly answers: PackedAnswers | null;
}

/** What was recorded of requests from outside when the recording ended; its document costs time and is made on demand. */
export interface TakenRecording {
  /** Requests in the recording, also those that it could not keep. */
  readonly requests: number;
  readonly feedRun: number;
  record(): RecordedRun;
}

export interface FireOptions {
  /** About ten times a second. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** At once when the phase changes. */
  readonly onPhase?: (progress: RunProgress) => void;
  /** The run begins to be recorded: what was recorded of requests from outside until now, when there were any. */
  readonly onOutside?: (taken: TakenRecording) => void;
}

export type WarningLevel = 'warning' | 'error';

export interface PlaygroundHost extends Host {
  /** As `run`, with more to keep. A selection that is under way is waited for, in a run that can be stopped. */
  fire(scenario: Scenario, options?: FireOptions): Promise<RecordedRun>;
  /** As `select`, but what is recorded of requests from outside goes on. @throws Error when a run is active */
  apply(scenario: Scenario): Promise<void>;
  /** The mode of requests to /predict that arrive from now on, also while a run is active or the loop is blocked. */
  selectMode(mode: Mode): void;
  /** What the server is set up with; null while it is being set up for the first time, or again after its end. */
  readonly inForce: Scenario | null;
  /** Ends the recording of requests from outside, without waiting, and begins the next; null when it held none. */
  takeOutside(): TakenRecording | null;
  /** Number in the feed of what is being recorded; 0 when nothing is. */
  readonly feedRun: number;
  /** Beats of the server's loop so far, 5 ms apart while it is free. */
  readonly heartbeats: number;
  /** Why there is no server now; null when there is one. */
  readonly downReason: string | null;
  /** Id of the run that is active; null when none is. */
  readonly activeRunId: string | null;
  /** What came back for one request of the active run; null when nothing did, or it is of another run. */
  answerOf(requestId: number): Promise<PackedAnswers | null>;
  /** The row of the prediction log of a request; null when it is not on disk. @throws Error when it cannot be read */
  findLogRow(question: LogQuestion): Promise<PredictionLogRow | null>;
  /** Told of every line that the host says aloud; returns its undo. */
  onWarning(listener: (line: string, level: WarningLevel) => void): () => void;
}
