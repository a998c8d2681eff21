// Strips against the slow oracle. Times are multiples of 1/8 ms, so that both add up exactly and equal coverage is equal.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SpanFlag } from '../trace/span-columns.ts';
import { codeOf, FAILED_BIT, kindOfCode, levelOfCode, Raster, type RasterInput } from './raster.ts';
import { slowCodes } from './slow-raster.test-support.ts';
import { Strip } from './strip.ts';
import type { ColumnGrid } from './time-scale.ts';
import { Track } from './track.ts';

const A = 1;
const B = 2;

interface Planned {
  startMs: number;
  endMs: number;
  kind: number;
  failed: boolean;
}

function trackOf(spans: readonly Planned[]): Track {
  const track = new Track();
  for (const [row, { startMs, endMs, kind, failed }] of spans.entries())
    track.add(row, startMs, endMs, kind, failed ? SpanFlag.Failed : 0);
  track.settle();
  return track;
}

function codesOf(input: RasterInput): number[] {
  const codes = new Uint8Array(input.grid.columns);
  new Raster().write(input, 0, input.grid.columns, codes);
  return [...codes];
}

function input(track: Track, grid: Partial<ColumnGrid> = {}): RasterInput {
  return {
    track,
    grid: { firstColumn: 0, columns: 4, msPerColumn: 1, ...grid },
    nowMs: 100,
    hidden: 0,
  };
}

function span(startMs: number, endMs: number, kind = A, failed = false): Planned {
  return { startMs, endMs, kind, failed };
}

test('the kind that covers most of a column wins', () => {
  //   |aaaaaabb|bbbbbb  |        |
  const track = trackOf([span(0, 0.75), span(0.75, 1.75, B)]);
  expect(codesOf(input(track)).map(kindOfCode)).toEqual([A, B, 0, 0]);
});

test('of equals the lower number wins', () => {
  const track = trackOf([span(0, 0.5, B), span(0.5, 1, A)]);
  expect(codesOf(input(track))[0]).toBe(codeOf(A, 3, false));
});

test('spans without length are equal, however many there are of a kind', () => {
  const track = trackOf([span(0.5, 0.5, B), span(0.5, 0.5, B), span(0.5, 0.5, A)]);
  expect(codesOf(input(track))[0]).toBe(codeOf(A, 0, false));
});

test('a short span is seen where nothing else is, faintly', () => {
  const track = trackOf([span(1.5, 1.5), span(2.25, 2.375)]);
  expect(codesOf(input(track))).toEqual([0, codeOf(A, 0, false), codeOf(A, 0, false), 0]);
});

test('a failed span marks its columns, whatever wins', () => {
  const track = trackOf([span(0, 4, A), span(1.5, 1.5, B, true), span(2, 3, B, true)]);
  const codes = codesOf(input(track));
  expect(codes.map(kindOfCode)).toEqual([A, A, A, A]);
  expect(codes.map((code) => (code & FAILED_BIT) !== 0)).toEqual([false, true, true, false]);
});

test('an open span reaches now', () => {
  const track = trackOf([span(1, NaN)]);
  expect(codesOf({ ...input(track), nowMs: 2.5 }).map(levelOfCode)).toEqual([0, 3, 2, 0]);
});

test('hidden kinds leave their place to others', () => {
  const track = trackOf([span(0, 0.75, A), span(0.75, 1, B)]);
  expect(codesOf({ ...input(track), hidden: 1 << A })[0]).toBe(codeOf(B, 1, false));
});

const eighths = fc.integer({ min: -40, max: 160 }).map((n) => n / 8);
const planned = fc.record({
  startMs: eighths,
  endMs: fc.constant(0),
  length: fc.option(fc.integer({ min: 0, max: 40 }).map((n) => n / 8)),
  kind: fc.integer({ min: 1, max: 4 }),
  failed: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
});
const spansOf = (
  list: readonly { startMs: number; length: number | null; kind: number; failed: boolean }[],
) =>
  list.map(({ startMs, length, kind, failed }) => ({
    startMs,
    endMs: length === null ? NaN : startMs + length,
    kind,
    failed,
  }));
const grids = fc.record({
  firstColumn: fc.integer({ min: -20, max: 40 }),
  columns: fc.integer({ min: 1, max: 24 }),
  msPerColumn: fc.constantFrom(0.125, 0.25, 0.5, 1, 2, 4),
});
const hidden = fc.constantFrom(0, 0, 1 << 1, (1 << 2) | (1 << 3));

test('is pixel-exact, also where spans overlap', () => {
  fc.assert(
    fc.property(
      fc.array(planned, { maxLength: 60 }),
      grids,
      hidden,
      eighths,
      (list, grid, mask, nowMs) => {
        const what = { track: trackOf(spansOf(list)), grid, nowMs, hidden: mask };
        expect(codesOf(what)).toEqual(slowCodes(what));
      },
    ),
    { numRuns: 400 },
  );
});

test('a strip that is panned, grown and changed equals one made anew', () => {
  const step = fc.oneof(
    fc.record({ pan: fc.integer({ min: -30, max: 30 }) }),
    fc.record({ later: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ add: planned }),
    fc.record({ close: fc.nat(50) }),
    fc.record({ zoom: fc.constantFrom(0.25, 0.5, 1, 2) }),
    fc.record({ hide: hidden }),
  );
  fc.assert(
    fc.property(
      fc.array(planned, { maxLength: 20 }),
      fc.array(step, { maxLength: 20 }),
      (list, steps) => {
        const spans = spansOf(list);
        const track = trackOf(spans);
        const strip = new Strip();
        const raster = new Raster();
        let now: RasterInput = { ...input(track, { columns: 16, msPerColumn: 0.5 }), nowMs: 4 };
        for (const s of steps) {
          if ('pan' in s)
            now = { ...now, grid: { ...now.grid, firstColumn: now.grid.firstColumn + s.pan } };
          else if ('later' in s) now = { ...now, nowMs: now.nowMs + s.later / 8 };
          else if ('zoom' in s) now = { ...now, grid: { ...now.grid, msPerColumn: s.zoom } };
          else if ('hide' in s) now = { ...now, hidden: s.hide };
          else if ('add' in s) {
            const [added] = spansOf([s.add]);
            track.add(spans.length, added!.startMs, added!.endMs, added!.kind, 0);
            spans.push(added!);
          } else {
            const open = spans.findIndex(({ endMs }) => Number.isNaN(endMs));
            if (open < 0) continue;
            const { startMs, kind } = spans[open]!;
            const endMs = Math.max(startMs, now.nowMs);
            spans[open]!.endMs = endMs;
            track.change(open, startMs, startMs, endMs, kind, 0);
          }
          track.settle();
          strip.refresh(raster, now);
          expect([...strip.codes]).toEqual(slowCodes(now));
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('panning works out only what came into view', () => {
  const track = trackOf([span(0, 100)]);
  const strip = new Strip();
  const raster = new Raster();
  expect(strip.refresh(raster, input(track, { columns: 40 }))).toBe(40);
  expect(strip.refresh(raster, input(track, { columns: 40, firstColumn: 3 }))).toBe(3);
  expect(strip.refresh(raster, input(track, { columns: 40, firstColumn: 2 }))).toBe(1);
  expect(strip.refresh(raster, input(track, { columns: 40, firstColumn: 2 }))).toBe(0);
});
