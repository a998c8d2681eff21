// Where an axis has its ticks and what stands there: few, at round values, all in one unit.
import { niceStep } from '../../core/export/gantt-axis.ts';
import type { TimeRange } from '../../core/analysis/range-statistics.ts';

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
    format: (ms) => `${(ms / unit).toFixed(decimals)} ${inSeconds ? 's' : 'ms'}`,
  };
}

/** From 0 to a round value at or above the greatest: two or three ticks. */
export function levelTicks(greatest: number): readonly number[] {
  const top = greatest > 0 ? greatest : 1;
  const step = niceStep(top / 2);
  const values = [0];
  for (let n = 1; (n - 1) * step < top * (1 - 1e-9); n++) values.push(n * step);
  return values;
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
  return ms >= 1000 ? `${trimmed(ms / 1000)} s` : `${trimmed(ms)} ms`;
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
