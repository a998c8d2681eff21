// The colours and patterns of span kinds, for canvas and DOM alike: the only place that knows them. Work is solid; each wait
// has a hatch of its own, so that waiting and working differ by more than hue. Hues keep apart for colour-blind eyes
// (held by span-palette.test.ts). Nothing here draws.
import { SpanKind } from '../../core/trace/span-kind.ts';

export type Theme = 'light' | 'dark';

/** What is laid over a bar's ground; see `isMark`. */
export type SpanPattern =
  | 'solid'
  /** Upright lines: I/O wait. */
  | 'upright'
  /** Rising lines: loop wait. */
  | 'rising'
  /** The same, thinner: waits before the handler. */
  | 'rising-thin'
  /** Falling lines: pool wait. */
  | 'falling'
  | 'level'
  | 'dots'
  | 'cross';

export interface SpanLook {
  readonly pattern: SpanPattern;
  /** The kind's colour: of the whole bar when it is solid, else of the pattern's marks. */
  readonly color: string;
  /** Ground between the marks; the colour itself when it is solid. */
  readonly ground: string;
  /** Words on the bar. */
  readonly text: string;
}

export type SpanPalette = Readonly<Record<SpanKind, SpanLook>>;

function solid(color: string, text: string): SpanLook {
  return { pattern: 'solid', color, ground: color, text };
}

function marked(pattern: SpanPattern, color: string, ground: string, text: string): SpanLook {
  return { pattern, color, ground, text };
}

const LIGHT_INK = '#171c25';
const DARK_INK = '#0d1116';
const PALE = '#f4f6fa';

const light: SpanPalette = {
  [SpanKind.SendWait]: marked('dots', '#f0a283', '#fef3ee', LIGHT_INK),
  [SpanKind.AcceptWait]: marked('rising-thin', '#e5663a', '#fcded2', LIGHT_INK),
  [SpanKind.Fetch]: marked('upright', '#6fb1e6', '#e0effb', LIGHT_INK),
  [SpanKind.LoopWait]: marked('rising', '#e5663a', '#fcded2', LIGHT_INK),
  [SpanKind.PoolWait]: marked('falling', '#d9a41e', '#fbf0cd', LIGHT_INK),
  [SpanKind.Inference]: solid('#0b7a66', '#ffffff'),
  [SpanKind.Respond]: solid('#7348b0', '#ffffff'),
  [SpanKind.Deliver]: solid('#a4aebf', LIGHT_INK),
  [SpanKind.BackgroundWait]: marked('level', '#c9bce8', '#f2eefb', LIGHT_INK),
  [SpanKind.Background]: solid('#c3b5e8', LIGHT_INK),
  [SpanKind.LoopBusy]: solid('#4a4038', '#ffffff'),
  [SpanKind.FeatureService]: solid('#3676a8', '#ffffff'),
  [SpanKind.Probe]: solid('#5f6b7d', '#ffffff'),
  [SpanKind.CpuWait]: marked('level', '#5cb3a2', '#dff2ee', LIGHT_INK),
  [SpanKind.Unaccounted]: marked('cross', '#a7afbb', '#eceff3', LIGHT_INK),
  [SpanKind.Sleep]: solid('#d0609b', DARK_INK),
  [SpanKind.Receive]: marked('dots', '#93a0b4', '#eaeef4', LIGHT_INK),
};

const dark: SpanPalette = {
  [SpanKind.SendWait]: marked('dots', '#8f5038', '#2c1d18', PALE),
  [SpanKind.AcceptWait]: marked('rising-thin', '#e0673a', '#46231a', PALE),
  [SpanKind.Fetch]: marked('upright', '#4687bd', '#17293a', PALE),
  [SpanKind.LoopWait]: marked('rising', '#e0673a', '#46231a', PALE),
  [SpanKind.PoolWait]: marked('falling', '#c8962a', '#3b2f12', PALE),
  [SpanKind.Inference]: solid('#2fb698', DARK_INK),
  [SpanKind.Respond]: solid('#ab85e2', DARK_INK),
  [SpanKind.Deliver]: solid('#454e5c', PALE),
  [SpanKind.BackgroundWait]: marked('level', '#5a4f7c', '#221f30', PALE),
  [SpanKind.Background]: solid('#6d5fa0', PALE),
  [SpanKind.LoopBusy]: solid('#8a7a6c', DARK_INK),
  [SpanKind.FeatureService]: solid('#5d9fd0', DARK_INK),
  [SpanKind.Probe]: solid('#8e9bae', DARK_INK),
  [SpanKind.CpuWait]: marked('level', '#3f8f80', '#15312c', PALE),
  [SpanKind.Unaccounted]: marked('cross', '#555e6d', '#20262f', PALE),
  [SpanKind.Sleep]: solid('#f0a3cb', DARK_INK),
  [SpanKind.Receive]: marked('dots', '#6a7689', '#1f252f', PALE),
};

export const SPAN_PALETTES: Readonly<Record<Theme, SpanPalette>> = { light, dark };

/** Side of the square that a pattern repeats, in CSS px. */
export const PATTERN_SIZE = 8;

/** Whether a pattern has a mark at (x, y), both in CSS px and below PATTERN_SIZE; fractions are fine. */
export function isMark(pattern: SpanPattern, x: number, y: number): boolean {
  const rising = (x + y) % PATTERN_SIZE;
  const falling = (x - y + PATTERN_SIZE) % PATTERN_SIZE;
  switch (pattern) {
    case 'solid':
      return true;
    case 'upright':
      return x % 4 < 1;
    case 'rising':
      return rising < 3;
    case 'rising-thin':
      return rising < 1.5;
    case 'falling':
      return falling < 3;
    case 'level':
      return y % 4 < 1;
    case 'dots':
      return (x % 4 < 1 && y % 8 < 1) || ((x + 2) % 4 < 1 && (y + 4) % 8 < 1);
    case 'cross':
      return rising < 1 || falling < 1;
  }
}

/** A colour that the style sheet resolves by the theme in force. */
export function themed(pick: (look: SpanLook) => string, kind: SpanKind): string {
  return `light-dark(${pick(light[kind])}, ${pick(dark[kind])})`;
}
