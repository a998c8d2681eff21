// Rows without overlaps against the slow oracle. Times are multiples of 1/8 ms, so that both add up exactly.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SpanFlag } from '../trace/span-columns.ts';
import { codeOf, type RasterInput } from './raster.ts';
import { SequenceRaster } from './sequence-raster.ts';
import { slowCodes } from './slow-raster.test-support.ts';
import { Track } from './track.ts';

const A = 1;
const B = 2;

interface Step {
  gap: number;
  length: number;
  kind: number;
  failed: boolean;
}

function trackOf(steps: readonly Step[], lastIsOpen: boolean): Track {
  const track = new Track();
  let atMs = -4;
  for (const [row, { gap, length, kind, failed }] of steps.entries()) {
    const startMs = atMs + gap;
    atMs = startMs + length;
    const endMs = lastIsOpen && row === steps.length - 1 ? NaN : atMs;
    track.add(row, startMs, endMs, kind, failed ? SpanFlag.Failed : 0);
  }
  track.settle();
  return track;
}

function step(gap: number, length: number, kind = A, failed = false): Step {
  return { gap, length, kind, failed };
}

function inputOf(track: Track): RasterInput {
  const grid = { firstColumn: -4, columns: 4, msPerColumn: 1 };
  return { track, grid, nowMs: 100, hidden: 0 };
}

function codesOf(input: RasterInput): number[] {
  const codes = new Uint8Array(input.grid.columns);
  new SequenceRaster().write(input, 0, input.grid.columns, codes);
  return [...codes];
}

test('a column ends where a span goes beyond it, and a span fills what it covers', () => {
  //   |aa bbb|bbbbbb|bb    |      |
  const track = trackOf([step(0, 0.25), step(0.25, 1.75, B)], false);
  expect(codesOf(inputOf(track))).toEqual([
    codeOf(B, 3, false),
    codeOf(B, 3, false),
    codeOf(B, 1, false),
    0,
  ]);
});

test('of spans without length the lower number wins, however many there are', () => {
  const track = trackOf([step(0.5, 0, B), step(0, 0, B), step(0, 0, A)], false);
  expect(codesOf(inputOf(track))).toEqual([codeOf(A, 0, false), 0, 0, 0]);
});

test('a failed span marks the columns that it touches and not the one before which it ends', () => {
  const track = trackOf([step(0.5, 1.5, A, true), step(0, 1, B)], false);
  expect(codesOf(inputOf(track))).toEqual([
    codeOf(A, 2, true),
    codeOf(A, 3, true),
    codeOf(B, 3, false),
    0,
  ]);
});

const eighths = (max: number) => fc.integer({ min: 0, max }).map((n) => n / 8);
const steps = fc.array(
  fc.record({
    gap: fc.oneof(fc.constant(0), eighths(12)),
    length: fc.oneof(fc.constant(0), eighths(6), eighths(60)),
    kind: fc.integer({ min: 1, max: 4 }),
    failed: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  }),
  { maxLength: 60 },
);
const grids = fc.record({
  firstColumn: fc.integer({ min: -20, max: 40 }),
  columns: fc.integer({ min: 1, max: 24 }),
  msPerColumn: fc.constantFrom(0.125, 0.25, 0.5, 1, 2, 4),
});
const masks = fc.constantFrom(0, 0, 1 << A, (1 << B) | (1 << 3));

test('is pixel-exact, whole and in parts', () => {
  const parts = fc.tuple(fc.nat(24), fc.nat(24));
  fc.assert(
    fc.property(
      steps,
      fc.boolean(),
      grids,
      masks,
      eighths(200),
      parts,
      (list, lastIsOpen, grid, hidden, nowMs, [a, b]) => {
        const track = trackOf(list, lastIsOpen);
        expect(track.overlaps).toBe(false);
        const input: RasterInput = { track, grid, nowMs, hidden };
        const right = slowCodes(input);
        expect(codesOf(input)).toEqual(right);
        const from = Math.min(a, b, grid.columns);
        const to = Math.min(Math.max(a, b), grid.columns);
        const codes = new Uint8Array(grid.columns).fill(255);
        new SequenceRaster().write(input, from, to, codes);
        const expected = right.map((code, c) => (c >= from && c < to ? code : 255));
        if (from < to) expect([...codes]).toEqual(expected);
      },
    ),
    { numRuns: 1000 },
  );
});

test('leaves nothing behind for the next row', () => {
  const raster = new SequenceRaster();
  const codes = new Uint8Array(4);
  raster.write(inputOf(trackOf([step(0, 20, B, true)], false)), 0, 4, codes);
  raster.write(inputOf(trackOf([step(3.5, 0.25)], false)), 0, 4, codes);
  expect([...codes]).toEqual([0, 0, 0, codeOf(A, 1, false)]);
});
