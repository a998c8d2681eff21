import { expect, test } from 'vitest';
import { SPAN_KIND_NAMES } from '../trace/span-kind.ts';
import { GLYPHS, glyphCode } from './text-glyphs.ts';

test('every kind has a character of its own, one column wide, in both alphabets', () => {
  for (const alphabet of ['unicode', 'ascii'] as const) {
    const characters = GLYPHS.map((glyph) => glyph[alphabet]);
    expect(new Set(characters).size).toBe(GLYPHS.length);
    expect(characters.every((one) => Array.from(one).length === 1)).toBe(true);
  }
  expect(GLYPHS.every(({ ascii }) => /^[!-~]$/.test(ascii))).toBe(true);
  const codes = SPAN_KIND_NAMES.map((kind) => glyphCode(kind, {}));
  expect(new Set(codes).size).toBe(SPAN_KIND_NAMES.length);
});

test('a block of the loop is drawn as the stage that held it, or as the runtime', () => {
  expect(glyphCode('loop-busy', { stage: 'inference' })).toBe(glyphCode('inference', {}));
  expect(GLYPHS[glyphCode('loop-busy', { cause: 'runtime' }) - 1]?.label).toBe('runtime');
  expect(GLYPHS[glyphCode('loop-busy', { stage: 'no such stage' }) - 1]?.label).toBe('loop busy');
  expect(GLYPHS[glyphCode('no such kind', {}) - 1]?.label).toBe('unaccounted');
});
