// The theme's colours as the canvas needs them: read once from the style sheet, as numbers and as text. No colour is made up
// here but mixtures of those.
import type { Theme } from '../theme/span-palette.ts';

export interface ChartColors {
  readonly theme: Theme;
  readonly bg: string;
  readonly raised: string;
  readonly sunken: string;
  readonly hover: string;
  readonly selected: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textSoft: string;
  readonly textFaint: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly danger: string;
  readonly fontUi: string;
}

/** Reads the colours in force on an element. */
export function readChartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const value = (name: string): string => longHex(style.getPropertyValue(`--${name}`).trim());
  return {
    theme:
      style.colorScheme.includes('dark') && !style.colorScheme.includes('light') ? 'dark' : 'light',
    bg: value('bg'),
    raised: value('bg-raised'),
    sunken: value('bg-sunken'),
    hover: value('bg-hover'),
    selected: value('bg-selected'),
    line: value('line'),
    lineStrong: value('line-strong'),
    text: value('text'),
    textSoft: value('text-soft'),
    textFaint: value('text-faint'),
    accent: value('accent'),
    onAccent: value('on-accent'),
    danger: value('danger'),
    fontUi: value('font-ui') || 'sans-serif',
  };
}

/** `#rgb`, to which a build shortens what it can, as `#rrggbb`; anything else as it is. */
function longHex(text: string): string {
  return /^#[0-9a-f]{3}$/i.test(text) ? text.replaceAll(/[0-9a-f]/gi, '$&$&') : text;
}

/** A pixel as it lies in ImageData on every machine that has a browser: A, B, G, R from the highest byte. */
export type Pixel = number;

/** @param hex `#rrggbb` */
export function pixelOf(hex: string): Pixel {
  const rgb = Number.parseInt(hex.slice(1, 7), 16);
  const [r, g, b] = [(rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255];
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** `share` (0 to 1) of `over` on `ground`. */
export function mixed(ground: Pixel, over: Pixel, share: number): Pixel {
  const channel = (shift: number): number => {
    const from = (ground >>> shift) & 255;
    const to = (over >>> shift) & 255;
    return Math.round(from + (to - from) * share) << shift;
  };
  return ((255 << 24) | channel(16) | channel(8) | channel(0)) >>> 0;
}

/** `#rrggbb` with an opacity, as the canvas takes it. */
export function withAlpha(hex: string, alpha: number): string {
  return `${hex}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
