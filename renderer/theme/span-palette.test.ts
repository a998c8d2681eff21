// The palette keeps its promises: words on bars can be read, and kinds that meet in one row can be told apart, also by
// colour-blind eyes. Simulation: Machado, Oliveira, Fernandes 2009, severity 1; distance: OKLab.
import { expect, test } from 'vitest';
import { SpanKind, spanKindName } from '../../core/trace/span-kind.ts';
import { isMark, PATTERN_SIZE, SPAN_PALETTES, type SpanPattern } from './span-palette.ts';

type Rgb = readonly [number, number, number];

const EYES: Record<string, readonly [Rgb, Rgb, Rgb]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function seenBy(eyes: readonly [Rgb, Rgb, Rgb], [r, g, b]: Rgb): Rgb {
  const row = (m: Rgb): number => Math.max(0, m[0] * r + m[1] * g + m[2] * b);
  return [row(eyes[0]), row(eyes[1]), row(eyes[2])];
}

function okLab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: string, b: string, eyes: readonly [Rgb, Rgb, Rgb]): number {
  const [x, y] = [okLab(seenBy(eyes, linear(a))), okLab(seenBy(eyes, linear(b)))];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Solid kinds that lie side by side in a row. */
const SOLID = [
  SpanKind.Inference,
  SpanKind.Respond,
  SpanKind.Sleep,
  SpanKind.LoopBusy,
  SpanKind.Background,
  SpanKind.Deliver,
];
const WAITS = [SpanKind.Fetch, SpanKind.LoopWait, SpanKind.PoolWait, SpanKind.Unaccounted];

for (const theme of ['light', 'dark'] as const) {
  const palette = SPAN_PALETTES[theme];

  test(`${theme}: words on bars have a contrast of 4.5`, () => {
    const poor = Object.values(SpanKind).filter(
      (kind) => contrast(palette[kind].text, palette[kind].ground) < 4.5,
    );
    expect(poor.map(spanKindName)).toEqual([]);
  });

  test.each(Object.entries(EYES))(`${theme}: work is told apart by %s eyes`, (_name, eyes) => {
    const close = SOLID.flatMap((a, n) =>
      SOLID.slice(0, n)
        .filter((b) => distance(palette[a].color, palette[b].color, eyes) < 0.06)
        .map((b) => `${spanKindName(a)} / ${spanKindName(b)}`),
    );
    expect(close).toEqual([]);
  });

  test.each(Object.entries(EYES))(
    `${theme}: a wait never looks like work to %s eyes`,
    (_n, eyes) => {
      const close = WAITS.flatMap((a) =>
        SOLID.filter((b) => distance(palette[a].ground, palette[b].color, eyes) < 0.1).map(
          (b) => `${spanKindName(a)} / ${spanKindName(b)}`,
        ),
      );
      expect(close).toEqual([]);
    },
  );
}

test('the three waits and the rest differ by pattern', () => {
  const patterns = WAITS.map((kind) => SPAN_PALETTES.light[kind].pattern);
  expect(new Set(patterns).size).toBe(WAITS.length);
  expect(patterns).not.toContain('solid');
});

test('both themes use the same patterns', () => {
  for (const kind of Object.values(SpanKind))
    expect(SPAN_PALETTES.dark[kind].pattern).toBe(SPAN_PALETTES.light[kind].pattern);
});

test('rising and falling run in opposite directions', () => {
  const bitmap = (pattern: SpanPattern): string[] =>
    Array.from({ length: PATTERN_SIZE }, (_, y) =>
      Array.from({ length: PATTERN_SIZE }, (__, x) => (isMark(pattern, x, y) ? '#' : '.')).join(''),
    );
  expect(bitmap('rising').slice(0, 3)).toEqual(['###.....', '##.....#', '#.....##']);
  expect(bitmap('falling').slice(0, 3)).toEqual(['###.....', '.###....', '..###...']);
});
