// Tracks that are kept up while a trace grows against tracks that are made anew from the whole of it, on traces of every mode
// as they arrive: in pieces, with tiles rewritten and withdrawn.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  shownTrace,
  shownTraceOf,
  spanRow,
  spansOf,
} from '../analysis/shown-trace.test-support.ts';
import { MODES } from '../contract/scenario.ts';
import { Assembled } from '../trace/assembled.test-support.ts';
import { Lane, poolLane } from '../trace/lane.ts';
import { FIRST_ID, plausibleRun } from '../trace/plausible-run.test-support.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';
import type { Track } from './track.ts';
import { LANE_COUNT, maskOnLane, kindMask } from './shown-lane.ts';
import { TraceTracks } from './trace-tracks.ts';

function textOf(track: Track): string[] {
  return Array.from(
    { length: track.length },
    (_, n) =>
      `${track.startMs[n]} ${track.endMs[n]} kind ${track.kind[n]} flags ${track.flags[n]} row ${track.row[n]}`,
  ).sort();
}

/** What lies on a lane, by looking at every span. */
function laneText(spans: SpanColumns, lane: number): string[] {
  return Array.from({ length: spans.length }, (_, row) => ({ at: row, ...spans.row(row) }))
    .filter(({ flags, kind, lane: on }) => {
      if ((flags & SpanFlag.Void) !== 0) return false;
      return kind === SpanKind.SendWait
        ? lane === Lane.LoadGenerator
        : on === lane && on !== Lane.Request;
    })
    .map(({ at, startMs, endMs, kind, flags, code }) => {
      const stage = kind === SpanKind.LoopBusy && (flags & SpanFlag.Runtime) === 0 ? code : 0;
      return `${startMs} ${Number.isNaN(endMs) ? Infinity : endMs} kind ${stage > 0 ? stage : kind} flags ${flags} row ${at}`;
    })
    .sort();
}

function requestText(spans: SpanColumns, id: number): string[] {
  return Array.from({ length: spans.length }, (_, row) => ({ at: row, ...spans.row(row) }))
    .filter(({ flags, kind, request }) => {
      const elsewhere =
        kind === SpanKind.LoopBusy || kind === SpanKind.FeatureService || kind === SpanKind.Probe;
      return request === id && !elsewhere && (flags & SpanFlag.Void) === 0;
    })
    .map(
      ({ at, startMs, endMs, kind, flags }) =>
        `${startMs} ${Number.isNaN(endMs) ? Infinity : endMs} kind ${kind} flags ${flags} row ${at}`,
    )
    .sort();
}

function expectRight(tracks: TraceTracks, trace: ShownTrace): void {
  for (let lane = 0; lane < LANE_COUNT; lane++)
    expect(textOf(tracks.lane(lane))).toEqual(laneText(trace.spans, lane));
  for (let at = 0; at < trace.requests.length; at++) {
    const id = trace.requests.id[at]!;
    expect(textOf(tracks.request(id))).toEqual(requestText(trace.spans, id));
  }
  const { spans } = trace;
  const open = Array.from({ length: spans.length }, (_, row) => spans.row(row)).some(
    ({ flags, lane, endMs }) =>
      Number.isNaN(endMs) &&
      (flags & (SpanFlag.Void | SpanFlag.Runtime)) === 0 &&
      lane !== Lane.HealthProbe,
  );
  expect(tracks.busy).toBe(open);
}

const planned = fc.record({
  outside: fc.boolean(),
  gapNs: fc.integer({ min: 0, max: 5e6 }),
  fetchNs: fc.integer({ min: 0, max: 20e6 }),
  inferenceNs: fc.integer({ min: 0, max: 30e6 }),
  logged: fc.boolean(),
  timeoutNs: fc.constantFrom(15e6, 1e12),
  killsThread: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  fetchFails: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

test('is right after every batch, whether changes are told or not', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...MODES),
      fc.array(planned, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      fc.boolean(),
      (mode, plan, batch, told, byRing) => {
        const measured = plan.filter(({ outside }) => !outside).length;
        const assembled = new Assembled(FIRST_ID, measured, 3);
        const rings = plausibleRun(mode, 3, plan).flat();
        // Ring by ring, moments of a request come out of order, so tiles move from row to row.
        const records = byRing ? rings : rings.sort((a, b) => a.timeNs - b.timeNs);
        const tracks = new TraceTracks();
        let revision = 0;
        for (let n = 0; n < records.length; n += batch) {
          assembled.take(records.slice(n, n + batch)).settle();
          const { store } = assembled.assembler;
          const changed = store.changedSpans.seal(revision + 1);
          const trace: ShownTrace = {
            ...shownTraceOf(store, true),
            revision: ++revision,
            // Some rows may be told twice.
            ...(told ? { changedSince: () => Uint32Array.from([...changed, ...changed]) } : {}),
          };
          tracks.update(trace);
          expectRight(tracks, trace);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('begins anew with another run, and asks for nothing while nothing changed', () => {
  const tracks = new TraceTracks();
  const spans = spansOf([
    spanRow({ kind: SpanKind.Probe, lane: Lane.HealthProbe, startMs: 1, endMs: 2 }),
  ]);
  expect(tracks.update(shownTrace({ spans }))).toBe(true);
  const { version } = tracks;
  expect(tracks.update(shownTrace({ spans }))).toBe(false);
  expect(tracks.version).toBe(version);
  expect(tracks.update(shownTrace({ feedRun: 2, spans: spansOf([]) }))).toBe(true);
  expect(tracks.lane(Lane.HealthProbe).length).toBe(0);
});

test('knows from when to when there is something, probes and the runtime left aside', () => {
  const tracks = new TraceTracks();
  const spans = spansOf([
    spanRow({ kind: SpanKind.Probe, lane: Lane.HealthProbe, startMs: -50, endMs: 900 }),
    spanRow({ kind: SpanKind.LoopBusy, lane: 0, startMs: 0, endMs: 5, flags: SpanFlag.Runtime }),
    spanRow({ kind: SpanKind.Inference, lane: poolLane(3), request: 7, startMs: 10, endMs: 40 }),
    spanRow({ kind: SpanKind.Fetch, request: 8, startMs: 60, endMs: NaN, flags: SpanFlag.Open }),
  ]);
  tracks.update(shownTrace({ spans }));
  expect([tracks.firstMs, tracks.lastMs]).toEqual([10, 60]);
  expect(tracks.threadCount()).toBe(3);
  expect(tracks.lane(poolLane(3)).length).toBe(1);
  expect(tracks.request(7).length).toBe(1);
});

test('on the loop’s lane only its own kind hides', () => {
  expect(maskOnLane(Lane.EventLoop, kindMask([SpanKind.Inference]))).toBe(0);
  expect(maskOnLane(Lane.EventLoop, kindMask([SpanKind.LoopBusy]))).toBe(-1);
  expect(maskOnLane(poolLane(1), kindMask([SpanKind.Inference]))).toBe(1 << SpanKind.Inference);
});
