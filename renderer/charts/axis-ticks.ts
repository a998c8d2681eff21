// Where an axis has its ticks and what stands there: few, at round values, all in one unit.
import { niceStep } from '../../core/export/gantt-axis.ts';
import type { TimeRange } from '../../core/analysis/range-statistics.ts';

/** Between a number and its unit, where no line may break. */
const NO_BREAK = '\u00a0';

export interface Ticks {
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

/** About `wanted` ticks at multiples of a round step, of times within the range. */
export function timeTicks({ startMs, endMs }: TimeRange, wanted: number): Ticks {
  const stepMs = niceStep((endMs - startMs) / wanted);
  const inSeconds = Math.max(Math.abs(startMs), Math.abs(endMs)) >= 1000;
  const unit = inSeconds ? 1000 : 1;
  const decimals = decimalsOf(stepMs / unit);
  const values: number[] = [];
  for (let n = Math.ceil(startMs / stepMs - 1e-9); n * stepMs <= endMs + stepMs * 1e-9; n++)
    values.push(n * stepMs);
  return {
    values,
    format: (ms) => `${(ms / unit).toFixed(decimals)}${NO_BREAK}${inSeconds ? 's' : 'ms'}`,
  };
}

/**
 * From 0 to a round value at or above the greatest, in two to four steps: the one that leaves the least room unused.
 * @param leastStep 1 for what can only be counted
 */
export function levelTicks(greatest: number, leastStep = 0): readonly number[] {
  const top = Math.max(greatest, leastStep) || 1;
  let best: readonly number[] = [];
  for (const steps of [4, 3, 2]) {
    const step = Math.max(leastStep, niceStep(top / steps));
    const count = Math.ceil(top / step - 1e-9);
    const values = Array.from({ length: count + 1 }, (_, n) => n * step);
    if (best.length === 0 || count * step < (best.at(-1) ?? 0)) best = values;
  }
  return best;
}

/** Ticks of a logarithmic axis: 1, 2, 5 of every power of ten; over a short stretch, of a round step. */
export function logTicks(least: number, greatest: number, wanted: number): readonly number[] {
  if (greatest / least < 4) {
    const step = niceStep((greatest - least) / wanted);
    const values: number[] = [];
    for (let n = Math.ceil(least / step - 1e-9); n * step <= greatest * (1 + 1e-9); n++)
      values.push(n * step);
    return values;
  }
  const values = oneTwoFive(least, greatest);
  if (values.length <= wanted) return values;
  const powers = values.filter((value) => Math.abs(Math.log10(value) % 1) < 1e-9);
  if (powers.length < 2) return thinned(values, wanted);
  return thinned(powers, wanted);
}

function oneTwoFive(least: number, greatest: number): number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= greatest; power++) {
    for (const factor of [1, 2, 5]) {
      const value = factor * 10 ** power;
      if (value >= least * (1 - 1e-9) && value <= greatest * (1 + 1e-9)) values.push(value);
    }
  }
  return values;
}

function thinned(values: readonly number[], wanted: number): readonly number[] {
  const every = Math.ceil(values.length / wanted);
  return values.filter((_, n) => n % every === 0);
}

/** `0.5 ms`, `20 ms`, `2 s`: a tick's value as short as it is exact. */
export function shortMs(ms: number): string {
  if (ms === 0) return '0';
  return ms >= 1000 ? `${trimmed(ms / 1000)}${NO_BREAK}s` : `${trimmed(ms)}${NO_BREAK}ms`;
}

/** `0.5`, `20`, `2k`, `1.5M`. */
export function shortCount(count: number): string {
  if (count >= 1e6) return `${trimmed(count / 1e6)}M`;
  return count >= 1e4 ? `${trimmed(count / 1e3)}k` : trimmed(count);
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function decimalsOf(step: number): number {
  return Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
}
