// What a host offers, whatever form it has (command line now, web and Electron later). Its callers know nothing of
// threads, rings or HTTP.
import type { FeedSource } from '../core/channel/feed-source.ts';
import type { LogCounters, RunDocument } from '../core/contract/run-document.ts';
import type { Scenario } from '../core/contract/scenario.ts';

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
  /** Selects mode and stages for requests from outside. @throws Error when a run is active */
  select(scenario: Scenario): Promise<void>;
  outsideCounts(): OutsideCounts;
  /** Ends the run of outside requests and answers with it (empty when there were none). */
  finishOutsideRun(): Promise<RunDocument>;
  /** What is being recorded, as it grows (core/contract/feed). */
  readonly feed: FeedSource;
  /** Drains, commits what was handed over, ends every thread. */
  close(): Promise<void>;
}
