// The prediction log: one SQLite file in WAL mode, written by one thread only. A row that was reported as committed
// survives `kill -9` of the process.
import { createRequire } from 'node:module';
import type * as Sqlite from 'node:sqlite';
import type { LogQuestion, PredictionLogRow } from '../../core/contract/thread-messages.ts';

/** Version of the tables, kept in SQLite's `user_version`. */
export const LOG_SCHEMA_VERSION = 1;

/** How long one try waits for another process that is writing, in ms; the writer's thread stands still meanwhile. */
const BUSY_TIMEOUT_MS = 100;

const CREATE = `
CREATE TABLE prediction (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  request_id INTEGER NOT NULL,
  logged_at_ms INTEGER NOT NULL,
  endpoint TEXT NOT NULL,
  mode TEXT NOT NULL,
  item_id INTEGER NOT NULL,
  feature_value REAL NOT NULL,
  prediction REAL NOT NULL
) STRICT;
CREATE INDEX prediction_by_run ON prediction (run_id, request_id);
PRAGMA user_version = ${LOG_SCHEMA_VERSION};
`;

const INSERT = `INSERT INTO prediction
  (run_id, request_id, logged_at_ms, endpoint, mode, item_id, feature_value, prediction)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const FIND = `SELECT logged_at_ms, endpoint, mode, item_id, feature_value, prediction FROM prediction
  WHERE run_id = ? AND request_id = ? AND logged_at_ms >= ? ORDER BY id DESC LIMIT 1`;

export class PredictionLog {
  private readonly database: Sqlite.DatabaseSync;
  private readonly insert: Sqlite.StatementSync;

  /**
   * Opens the log, or makes it.
   * @throws Error when the file cannot be opened, is no database, or was made by a newer Loopscope
   */
  constructor(path: string) {
    this.database = openDatabase(path);
    try {
      this.database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      this.database.exec('PRAGMA journal_mode = WAL');
      // Enough for a killed process; a power cut may cost the last batches, never the file.
      this.database.exec('PRAGMA synchronous = NORMAL');
      this.migrate(path);
      this.insert = this.database.prepare(INSERT);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  /** Writes rows in one transaction; all or none. @throws Error when SQLite refuses */
  commit(rows: readonly PredictionLogRow[]): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      for (const row of rows) {
        this.insert.run(
          row.runId,
          row.requestId,
          row.loggedAtMs,
          row.endpoint,
          row.mode,
          row.itemId,
          row.featureValue,
          row.prediction,
        );
      }
      this.database.exec('COMMIT');
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The newest row that answers a question, or null. @throws Error when SQLite refuses */
  find({ runId, requestId, notBeforeMs }: LogQuestion): PredictionLogRow | null {
    const row = this.database.prepare(FIND).get(runId, requestId, notBeforeMs);
    if (row === undefined) return null;
    return {
      runId,
      requestId,
      loggedAtMs: Number(row['logged_at_ms']),
      endpoint: String(row['endpoint']),
      mode: String(row['mode']),
      itemId: Number(row['item_id']),
      featureValue: Number(row['feature_value']),
      prediction: Number(row['prediction']),
    };
  }

  close(): void {
    this.database.close();
  }

  private migrate(path: string): void {
    this.database.exec('BEGIN IMMEDIATE');
    const version = Number(
      this.database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0,
    );
    if (version === 0) this.database.exec(CREATE);
    this.database.exec('COMMIT');
    if (version > LOG_SCHEMA_VERSION) {
      throw new Error(
        `${path} was made by a newer Loopscope (tables ${version}, this one knows ${LOG_SCHEMA_VERSION})`,
      );
    }
  }
}

function openDatabase(path: string): Sqlite.DatabaseSync {
  // Loaded here and not imported: where it is missing, only logging must fail, and say why.
  const sqlite = loadSqlite();
  return new sqlite.DatabaseSync(path);
}

function loadSqlite(): typeof Sqlite {
  try {
    return createRequire(import.meta.url)('node:sqlite') as typeof Sqlite;
  } catch {
    throw new Error(
      `this runtime (${process.version}) has no node:sqlite; Node 22.13 or newer is needed`,
    );
  }
}
