// Every pixel that a bar can have, worked out once for a theme and a pixel ratio: painting a bar is then one look-up a pixel.
// The pattern's phase comes from the column's number, so that hatches move with the bars when the chart is panned.
import { kindOfCode, LEVELS, levelOfCode } from '../../core/timeline/raster.ts';
import { SpanKind } from '../../core/trace/span-kind.ts';
import { isMark, PATTERN_SIZE, SPAN_PALETTES } from '../theme/span-palette.ts';
import { mixed, pixelOf, type ChartColors, type Pixel } from './chart-colors.ts';

/** How strongly a column shows that is covered by less than a quarter, a half, three quarters, and more. */
const LEVEL_SHARES = [0.5, 0.68, 0.86, 1] as const;
/** Codes without the bit for failed. */
const CODES = 128;
/** How strongly a block of the loop shows behind all rows. */
const SHADE = { light: 0.09, dark: 0.13 } as const;
const SHADE_EDGE = { light: 0.38, dark: 0.45 } as const;

export interface SpanInk {
  /** Side of a pattern's tile in device pixels; a power of two or a multiple of PATTERN_SIZE. */
  readonly tile: number;
  /** Pixel of code c at (x, y) of its tile: `pixels[(c * tile + y) * tile + x]`. */
  readonly pixels: Uint32Array;
  readonly bg: Pixel;
  readonly sunken: Pixel;
  readonly selected: Pixel;
  readonly gridLine: Pixel;
  readonly rowLine: Pixel;
  readonly future: Pixel;
  readonly danger: Pixel;
  /** Busy threads, summed up. */
  readonly busy: Pixel;
  /** By kind: ground of every row while such a stage holds the loop, and the line where it begins. */
  readonly shade: Uint32Array;
  readonly shadeEdge: Uint32Array;
}

export function makeSpanInk(colors: ChartColors, pixelRatio: number): SpanInk {
  const tile = PATTERN_SIZE * Math.max(1, Math.round(pixelRatio));
  const palette = SPAN_PALETTES[colors.theme];
  const bg = pixelOf(colors.bg);
  const pixels = new Uint32Array(CODES * tile * tile).fill(bg);
  const shade = new Uint32Array(CODES / LEVELS).fill(bg);
  const shadeEdge = new Uint32Array(CODES / LEVELS).fill(bg);
  for (const kind of Object.values(SpanKind)) {
    const color = pixelOf(palette[kind].color);
    shade[kind] = mixed(bg, color, SHADE[colors.theme]);
    shadeEdge[kind] = mixed(bg, color, SHADE_EDGE[colors.theme]);
  }
  for (let code = 1; code < CODES; code++) {
    const look = palette[kindOfCode(code) as SpanKind] as (typeof palette)[SpanKind] | undefined;
    if (look === undefined) continue;
    const share = LEVEL_SHARES[levelOfCode(code) as 0 | 1 | 2 | 3];
    const mark = mixed(bg, pixelOf(look.color), share);
    const ground = mixed(bg, pixelOf(look.ground), share);
    for (let y = 0; y < tile; y++)
      for (let x = 0; x < tile; x++) {
        const marked = isMark(look.pattern, (x * PATTERN_SIZE) / tile, (y * PATTERN_SIZE) / tile);
        pixels[(code * tile + y) * tile + x] = marked ? mark : ground;
      }
  }
  const line = pixelOf(colors.line);
  return {
    tile,
    pixels,
    bg,
    sunken: mixed(bg, pixelOf(colors.sunken), 1),
    selected: pixelOf(colors.selected),
    gridLine: mixed(bg, line, 0.7),
    rowLine: mixed(bg, line, 0.45),
    future: mixed(bg, pixelOf(colors.sunken), 0.6),
    danger: pixelOf(colors.danger),
    busy: pixelOf(palette[SpanKind.Inference].color),
    shade,
    shadeEdge,
  };
}
