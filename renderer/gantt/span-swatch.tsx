// A small sample of a kind's colour and pattern: the very pixels of the chart, as an SVG that follows the theme.
import type { SpanKind } from '../../core/trace/span-kind.ts';
import { isMark, PATTERN_SIZE, SPAN_PALETTES, themed } from '../theme/span-palette.ts';

const WIDTH = 16;
const HEIGHT = 12;

export interface SpanSwatchProps {
  readonly kind: SpanKind;
}

export function SpanSwatch({ kind }: SpanSwatchProps) {
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      shapeRendering="crispEdges"
      aria-hidden
      style={{ flex: 'none', borderRadius: 2 }}
    >
      <rect width={WIDTH} height={HEIGHT} style={{ fill: themed((look) => look.ground, kind) }} />
      <path d={marksOf(kind)} style={{ fill: themed((look) => look.color, kind) }} />
    </svg>
  );
}

const known = new Map<SpanKind, string>();

/** The pattern's marks as one path, a square a pixel; both themes have the same. */
function marksOf(kind: SpanKind): string {
  const before = known.get(kind);
  if (before !== undefined) return before;
  const { pattern } = SPAN_PALETTES.light[kind];
  let path = '';
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      if (isMark(pattern, x % PATTERN_SIZE, y % PATTERN_SIZE)) path += `M${x} ${y}h1v1h-1z`;
  known.set(kind, path);
  return path;
}
