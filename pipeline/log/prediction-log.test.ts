import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { PredictionLogRow } from '../../core/contract/thread-messages.ts';
import { put, tempDir } from '../../scripts/lib/temp-dir.test-support.ts';
import { LOG_SCHEMA_VERSION, PredictionLog } from './prediction-log.ts';

function row(requestId: number, featureValue = 0.5): PredictionLogRow {
  return {
    runId: 'run-1',
    requestId,
    loggedAtMs: 1_700_000_000_123,
    endpoint: '/predict',
    mode: 'async-pool',
    itemId: -7,
    featureValue,
    prediction: 2 * featureValue,
  };
}

function stored(path: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database
      .prepare('SELECT * FROM prediction ORDER BY id')
      .all()
      .map((found) => ({ ...found }));
  } finally {
    database.close();
  }
}

function pragma(path: string, name: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(`PRAGMA ${name}`).get()?.[name];
  } finally {
    database.close();
  }
}

test('a new log is made, written, and reopened with what it had', () => {
  const path = join(tempDir(), 'log.sqlite');
  const first = new PredictionLog(path);
  first.commit([row(1), row(2, 1e-3)]);
  // What another program sees meanwhile.
  expect(stored(path)).toHaveLength(2);
  first.close();
  const again = new PredictionLog(path);
  again.commit([row(3)]);
  again.close();
  expect(stored(path)).toEqual([
    {
      id: 1,
      run_id: 'run-1',
      request_id: 1,
      logged_at_ms: 1_700_000_000_123,
      endpoint: '/predict',
      mode: 'async-pool',
      item_id: -7,
      feature_value: 0.5,
      prediction: 1,
    },
    expect.objectContaining({ id: 2, request_id: 2, feature_value: 1e-3 }),
    expect.objectContaining({ id: 3, request_id: 3 }),
  ]);
  expect(pragma(path, 'user_version')).toBe(LOG_SCHEMA_VERSION);
  expect(pragma(path, 'journal_mode')).toBe('wal');
});

test('a batch is all or none, and the log goes on after one that was refused', () => {
  const path = join(tempDir(), 'log.sqlite');
  const log = new PredictionLog(path);
  const refused = { ...row(2), endpoint: null as unknown as string };
  expect(() => {
    log.commit([row(1), refused]);
  }).toThrow(/NOT NULL/);
  log.commit([row(3)]);
  log.close();
  expect(stored(path).map(({ request_id }) => request_id)).toEqual([3]);
});

test('a log of a newer Loopscope is refused and left as it is', () => {
  const path = join(tempDir(), 'log.sqlite');
  const newer = new DatabaseSync(path);
  newer.exec(`PRAGMA user_version = ${LOG_SCHEMA_VERSION + 1}`);
  newer.close();
  expect(() => new PredictionLog(path)).toThrow(
    new RegExp(`made by a newer Loopscope \\(tables ${LOG_SCHEMA_VERSION + 1}`),
  );
  expect(pragma(path, 'user_version')).toBe(LOG_SCHEMA_VERSION + 1);
});

test('a file that is no database, and a folder that is not there, are errors', () => {
  const dir = tempDir();
  const text = put(
    dir,
    'log.sqlite',
    'this is a letter to my grandmother, and no database '.repeat(20),
  );
  expect(() => new PredictionLog(text)).toThrow(/not a database/);
  expect(() => new PredictionLog(join(dir, 'none', 'log.sqlite'))).toThrow(/unable to open/);
  expect(() => new PredictionLog(dir)).toThrow(/unable to open/);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written to is an error (not as root, who may write everywhere)',
  () => {
    const dir = tempDir();
    chmodSync(dir, 0o500);
    expect(() => new PredictionLog(join(dir, 'log.sqlite'))).toThrow(/unable to open|readonly/);
    chmodSync(dir, 0o700);
  },
);

test('a log that another program holds is an error after a while, and no half batch', () => {
  const path = join(tempDir(), 'log.sqlite');
  const log = new PredictionLog(path);
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  expect(() => {
    log.commit([row(1)]);
  }).toThrow(/locked/);
  other.exec('ROLLBACK');
  other.close();
  log.commit([row(2)]);
  log.close();
  expect(stored(path).map(({ request_id }) => request_id)).toEqual([2]);
});

test('a row is found by run and request, the newest one, and none of an earlier host', () => {
  const log = new PredictionLog(join(tempDir(), 'log.sqlite'));
  const { loggedAtMs } = row(0);
  log.commit([row(1), row(2, 0.25), { ...row(1, 4), loggedAtMs: loggedAtMs + 5 }]);
  const find = (requestId: number, notBeforeMs = 0, runId = 'run-1') =>
    log.find({ runId, requestId, notBeforeMs });
  expect(find(2)).toEqual(row(2, 0.25));
  expect(find(1)).toEqual({ ...row(1, 4), loggedAtMs: loggedAtMs + 5 });
  expect(find(3)).toBeNull();
  expect(find(2, 0, 'run-2')).toBeNull();
  expect(find(2, loggedAtMs)).not.toBeNull();
  expect(find(2, loggedAtMs + 1)).toBeNull();
  log.close();
});
