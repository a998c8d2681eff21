// The look of a span kind as CSS, for bars and swatches in panels: the same colours and hatches as the chart paints.
import type { CSSProperties } from 'react';
import type { SpanKind } from '../../core/trace/span-kind.ts';
import { SPAN_PALETTES, themed, type SpanPattern } from '../theme/span-palette.ts';

/** Background of a bar of a kind, in the theme in force. */
export function spanFill(kind: SpanKind): CSSProperties {
  const { pattern } = SPAN_PALETTES.light[kind];
  const color = themed((look) => look.color, kind);
  const ground = themed((look) => look.ground, kind);
  const image = hatch(pattern, color);
  if (image === null) return { backgroundColor: color };
  const outlined = { backgroundColor: ground, boxShadow: `inset 0 0 0 1px ${color}` };
  if (pattern === 'dots') return { ...outlined, backgroundImage: image, backgroundSize: '4px 4px' };
  return { ...outlined, backgroundImage: image };
}

/** Marks over the ground; the distances are those of isMark, measured across the lines. */
function hatch(pattern: SpanPattern, color: string): string | null {
  const lines = (angle: string, markPx: number, periodPx: number): string =>
    `repeating-linear-gradient(${angle}, ${color} 0 ${markPx}px, transparent ${markPx}px ${periodPx}px)`;
  switch (pattern) {
    case 'solid':
      return null;
    case 'upright':
      return lines('90deg', 1, 4);
    case 'rising':
      return lines('135deg', 2.1, 5.66);
    case 'rising-thin':
      return lines('135deg', 1, 5.66);
    case 'falling':
      return lines('45deg', 2.1, 5.66);
    case 'level':
      return lines('180deg', 1, 4);
    case 'dots':
      return `radial-gradient(${color} 0.9px, transparent 1px)`;
    case 'cross':
      return `${lines('135deg', 0.8, 5.66)}, ${lines('45deg', 0.8, 5.66)}`;
  }
}
