// Percentiles of raw values. Never averaged, never interpolated: a percentile is a value that was measured.
import type { Percentiles } from '../contract/run-document.ts';

/**
 * Nearest-rank percentile (the smallest value that at least `p` of the values do not exceed).
 * @param sorted ascending values, at least one
 * @param p 0 < p <= 1
 */
export function percentile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) throw new RangeError('a percentile of no values');
  const rank = Math.ceil(p * sorted.length - 1e-9);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] as number;
}

/** The usual set, or null when there are no values. */
export function percentilesOf(values: readonly number[] | Float64Array): Percentiles | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  let sum = 0;
  for (const value of sorted) sum += value;
  return {
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
    max: percentile(sorted, 1),
    mean: sum / sorted.length,
  };
}
