// Marks of a time axis: steps of 1, 2 or 5 times a power of ten, and labels that all have the same unit and the same number
// of decimals. Text only, no drawing.
import { endOf, type Viewport } from './viewport.ts';

export interface Tick {
  readonly ms: number;
  readonly label: string;
}

export interface TickMarks {
  readonly stepMs: number;
  readonly ticks: readonly Tick[];
}

type Unit = 'µs' | 'ms' | 's';
const MS_PER: Readonly<Record<Unit, number>> = { µs: 0.001, ms: 1, s: 1000 };

/** Width of a character of a label and the room between two labels, in px. */
const CHARACTER_PX = 6.5;
const GAP_PX = 36;
const LEAST_STEP_PX = 70;

/** Marks so far apart that their labels never touch. */
export function tickMarks(viewport: Viewport, widthPx: number): TickMarks {
  if (!(widthPx > 0)) return { stepMs: viewport.spanMs, ticks: [] };
  const msPerPx = viewport.spanMs / widthPx;
  let stepMs = niceStep(msPerPx * LEAST_STEP_PX);
  // Longer labels need longer steps, which may need fewer decimals: two rounds are always enough.
  for (let round = 0; round < 2; round++) {
    const longest = tickLabel(lastTick(viewport, stepMs), stepMs, unitOf(viewport, stepMs)).length;
    stepMs = niceStep(Math.max(stepMs, msPerPx * (longest * CHARACTER_PX + GAP_PX)));
  }
  const unit = unitOf(viewport, stepMs);
  const ticks: Tick[] = [];
  const first = Math.ceil(viewport.startMs / stepMs);
  for (let n = first; n * stepMs <= endOf(viewport); n++) {
    // Not a running sum: that would drift.
    const ms = n * stepMs;
    ticks.push({ ms, label: tickLabel(ms, stepMs, unit) });
  }
  return { stepMs, ticks };
}

/** The least of 1, 2 and 5 times a power of ten that is at least `atLeast`. */
export function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  for (const factor of [1, 2, 5]) {
    // Powers below one are not exact.
    if (factor * power >= atLeast * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

function unitOf(viewport: Viewport, stepMs: number): Unit {
  const farthestMs = Math.max(Math.abs(viewport.startMs), Math.abs(lastTick(viewport, stepMs)));
  if (farthestMs >= 1000) return 's';
  return farthestMs >= 1 ? 'ms' : 'µs';
}

function lastTick(viewport: Viewport, stepMs: number): number {
  return Math.floor(endOf(viewport) / stepMs) * stepMs;
}

/** `0`, `250 ms`, `1.25 s`, `-0.5 s`. */
function tickLabel(ms: number, stepMs: number, unit: Unit): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(stepMs / MS_PER[unit]) + 1e-9));
  if (Math.abs(ms) < stepMs / 2) return '0';
  return `${(ms / MS_PER[unit]).toFixed(decimals)} ${unit}`;
}

/** A moment or a length as exact as `msPerPx` makes sense of it: `1.2034 s`, `312.4 ms`, `8.25 µs`. */
export function preciseMs(ms: number, msPerPx: number): string {
  const size = Math.abs(ms);
  const unit: Unit = size >= 1000 ? 's' : size >= 1 || size === 0 ? 'ms' : 'µs';
  const decimals = Math.ceil(-Math.log10(msPerPx / MS_PER[unit]));
  return `${(ms / MS_PER[unit]).toFixed(Math.min(6, Math.max(0, decimals)))} ${unit}`;
}
