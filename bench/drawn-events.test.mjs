// What counts as an event, and which frame shows it.
import { expect, test } from 'vitest';
import { drawnEvents } from './drawn-events.mjs';

const FETCH = 3;
const LOOP_WAIT = 4;

/**
 * @param {{ row: number, kind?: number, startMs: number, endMs?: number }[]} spans
 * @param {number} [run]
 */
function batchOf(spans, run = 1) {
  const column = (/** @type {(span: (typeof spans)[number]) => number} */ of) => spans.map(of);
  const columns = {
    row: column(({ row }) => row),
    kind: column(({ kind }) => kind ?? FETCH),
    startMs: column(({ startMs }) => startMs),
    endMs: column(({ endMs }) => endMs ?? NaN),
  };
  return { run, startNs: 5e6, spans: columns };
}

/**
 * @param {[number, ReturnType<typeof batchOf>][]} batches with the page's time at which each came in
 * @param {number[]} drawsMs
 */
function eventsOf(batches, drawsMs) {
  const packed = batches.map(([atMs], n) => ({
    atMs,
    bytes: Buffer.from([n]).toString('base64'),
  }));
  // The page's clock began 1000 ms before the host's.
  const pageMs = (/** @type {number} */ hostNs) => hostNs / 1e6 + 1000;
  const decode = (/** @type {ArrayBuffer} */ buffer) =>
    /** @type {any} */ (batches[new Uint8Array(buffer)[0] ?? 0]?.[1]);
  return drawnEvents({ batches: packed, drawsMs }, pageMs, decode);
}

test('a begin and an end are an event each, drawn by the first frame after their batch', () => {
  //   host    begin 10                end 110
  //   page             seen 1022, drawn 1030     seen 1120, drawn 1140
  const begun = batchOf([{ row: 7, startMs: 10 }]);
  const ended = batchOf([{ row: 7, startMs: 10, endMs: 110 }]);
  const events = eventsOf(
    [
      [1022, begun],
      [1120, ended],
    ],
    [1010, 1030, 1140],
  );
  expect(events).toEqual([
    { seenMs: 7, drawnMs: 15 },
    { seenMs: 5, drawnMs: 25 },
  ]);
});

test('a row that changes in another way is no event; the same row of another run is another', () => {
  const row = { row: 1, startMs: 0, endMs: 5 };
  const events = eventsOf(
    [
      [1020, batchOf([row])],
      [1030, batchOf([row])],
      [1040, batchOf([row], 2)],
    ],
    [1025, 1035, 1045],
  );
  expect(events.map(({ seenMs }) => seenMs)).toEqual([15, 10, 35, 30]);
});

test('waits are no events: they are cut afterwards; what was never drawn is left out', () => {
  expect(eventsOf([[1020, batchOf([{ row: 1, kind: LOOP_WAIT, startMs: 0 }])]], [1025])).toEqual(
    [],
  );
  expect(eventsOf([[1020, batchOf([{ row: 1, startMs: 0 }])]], [1010])).toEqual([]);
});
