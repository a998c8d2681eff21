import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunSpan } from '../contract/run-document.ts';
import { rasterise, type CellScale } from './gantt-raster.ts';
import { spansOf } from './run-document.test-support.ts';
import { GLYPHS } from './text-glyphs.ts';

const CELLS_OF_10_MS: CellScale = { startMs: 0, endMs: 40, columns: 4 };

function drawn(spans: RunSpan[], scale = CELLS_OF_10_MS): string {
  return [...rasterise(spans, scale)].map((code) => GLYPHS[code - 1]?.ascii ?? ' ').join('');
}

test('a cell shows what took most of it', () => {
  expect(drawn(spansOf('fffiiiiii', 4.5, 'request-1'))).toBe('=###');
  expect(drawn(spansOf('ffii', 10, 'request-1'))).toBe('==##');
  expect(drawn(spansOf('f  i', 10, 'request-1'))).toBe('=  #');
});

test('an end on the edge of a cell does not touch it', () => {
  expect(drawn(spansOf('f', 10, 'request-1'))).toBe('=   ');
});

test('what is shorter than a cell shows where nothing else does', () => {
  const blink: RunSpan = {
    kind: 'probe',
    lane: 'health-probe',
    startMs: 25,
    endMs: 25,
    attributes: {},
  };
  expect(drawn([blink])).toBe('  o ');
  expect(drawn([blink, ...spansOf('ffff', 10, 'request-1')])).toBe('====');
});

test('what has not ended grows to the edge and says so', () => {
  expect(drawn(spansOf(' i>', 10, 'request-1'))).toBe(' ##>');
});

test('what lies outside is not drawn, what reaches in is cut', () => {
  const scale: CellScale = { startMs: 20, endMs: 60, columns: 4 };
  expect(drawn(spansOf('ff  ii', 10, 'request-1'), scale)).toBe('  ##');
  expect(drawn(spansOf('fffii', 10, 'request-1'), scale)).toBe('=## ');
});

test('any span that touches the range is seen, whatever its length', () => {
  const range = { startMs: 0, endMs: 1000, columns: 50 };
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 999, noNaN: true }),
      fc.double({ min: 0, max: 2000, noNaN: true }),
      (startMs, tookMs) => {
        const span: RunSpan = {
          kind: 'fetch',
          lane: 'x',
          startMs,
          endMs: startMs + tookMs,
          attributes: {},
        };
        expect(drawn([span], range)).toContain('=');
      },
    ),
  );
});
