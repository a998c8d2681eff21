// How long a stage takes, as a law with a seed. Pure: one (law, seed, stream, index) gives one duration.
import type { DurationLaw } from '../contract/scenario.ts';
import { MAX_STAGE_MS } from '../contract/limits.ts';
import { normal, uniform, type Stream } from './random.ts';

/**
 * Draws one duration.
 * @param index number of the request in its run, from 0
 * @returns milliseconds, 0 to MAX_STAGE_MS (longer draws of an unbounded law are cut there)
 */
export function drawDurationMs(
  law: DurationLaw,
  seed: number,
  stream: Stream,
  index: number,
): number {
  return Math.min(MAX_STAGE_MS, rawDurationMs(law, seed, stream, index));
}

function rawDurationMs(law: DurationLaw, seed: number, stream: Stream, index: number): number {
  switch (law.law) {
    case 'fixed':
      return law.ms;
    case 'uniform':
      return law.minMs + (law.maxMs - law.minMs) * uniform(seed, stream, index);
    case 'exponential':
      return -law.meanMs * Math.log(uniform(seed, stream, index));
    case 'lognormal':
      return law.medianMs * Math.exp(law.sigma * normal(seed, stream, index));
  }
}

/** Mean of a law in milliseconds (before the cut at MAX_STAGE_MS). */
export function meanDurationMs(law: DurationLaw): number {
  switch (law.law) {
    case 'fixed':
      return law.ms;
    case 'uniform':
      return (law.minMs + law.maxMs) / 2;
    case 'exponential':
      return law.meanMs;
    case 'lognormal':
      return law.medianMs * Math.exp((law.sigma * law.sigma) / 2);
  }
}
