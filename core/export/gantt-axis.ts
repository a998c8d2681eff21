// The time axis of a text Gantt: ticks at round times, labelled with a unit, as many as fit.
//
//   0 ms         50 ms        100 ms
//   ├────────────┼────────────┼─────
import { cellPosition, type CellScale } from './gantt-raster.ts';

export interface AxisLines {
  readonly labels: string;
  readonly rule: string;
}

/** Free characters between two labels, at least. */
const LABEL_GAP = 3;

export function axisLines(scale: CellScale, ascii: boolean): AxisLines {
  const ticks = axisTicks(scale);
  const labels = new Array<string>(scale.columns).fill(' ');
  const rule = new Array<string>(scale.columns).fill(ascii ? '-' : '─');
  for (const { cell, label } of ticks) {
    rule[cell] = ascii ? '+' : cell === 0 ? '├' : '┼';
    if (cell + label.length > scale.columns) continue;
    for (let n = 0; n < label.length; n++) labels[cell + n] = label.charAt(n);
  }
  return { labels: labels.join('').trimEnd(), rule: rule.join('') };
}

export interface Tick {
  readonly cell: number;
  readonly label: string;
}

/** Ticks at multiples of 1, 2 or 5 times a power of ten, so far apart that no labels touch. */
export function axisTicks(scale: CellScale): Tick[] {
  const spanMs = scale.endMs - scale.startMs;
  const cellMs = spanMs / scale.columns;
  let stepMs = niceStep(cellMs * LABEL_GAP);
  for (;;) {
    const widest = Math.max(
      tickLabel(scale.startMs, stepMs, scale.endMs).length,
      tickLabel(scale.endMs, stepMs, scale.endMs).length,
    );
    if (stepMs / cellMs >= widest + LABEL_GAP || stepMs >= spanMs) break;
    stepMs = niceStep(stepMs * 1.01);
  }
  const ticks: Tick[] = [];
  const first = Math.ceil(scale.startMs / stepMs - 1e-9);
  for (let n = first; n * stepMs < scale.endMs; n++) {
    const cell = Math.max(0, Math.floor(cellPosition(n * stepMs, scale) + 1e-9));
    if (cell < scale.columns)
      ticks.push({ cell, label: tickLabel(n * stepMs, stepMs, scale.endMs) });
  }
  return ticks;
}

function tickLabel(timeMs: number, stepMs: number, endMs: number): string {
  const inSeconds = endMs >= 1000;
  const step = inSeconds ? stepMs / 1000 : stepMs;
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  return `${(inSeconds ? timeMs / 1000 : timeMs).toFixed(decimals)} ${inSeconds ? 's' : 'ms'}`;
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}
