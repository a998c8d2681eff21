// How a duration law and a number are written on the command line, and nothing about their limits:
// those are the schema's.
import type { DurationLaw } from '../../core/contract/scenario.ts';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A decimal number, or null for anything else (no hex, no NaN, no infinity, no spaces, no digit groups). */
export function parseNumber(text: string): number | null {
  if (!DECIMAL.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** `100`, `fixed:100`, `uniform:50:150`, `exponential:100`, `lognormal:100:0.5`; null when it is none of them. */
export function parseLaw(text: string): DurationLaw | null {
  const [name = '', ...rest] = text.includes(':') ? text.split(':') : ['fixed', text];
  const numbers = rest.map(parseNumber);
  const [first, second] = numbers;
  if (first === undefined || numbers.includes(null)) return null;
  const one = numbers.length === 1 ? first : null;
  const two = numbers.length === 2 ? (second ?? null) : null;
  switch (name) {
    case 'fixed':
      return one === null ? null : { law: 'fixed', ms: one };
    case 'uniform':
      return first === null || two === null ? null : { law: 'uniform', minMs: first, maxMs: two };
    case 'exponential':
      return one === null ? null : { law: 'exponential', meanMs: one };
    case 'lognormal':
      return first === null || two === null
        ? null
        : { law: 'lognormal', medianMs: first, sigma: two };
    default:
      return null;
  }
}

/** The shortest text that `parseLaw` reads back as the same law. */
export function formatLaw(law: DurationLaw): string {
  switch (law.law) {
    case 'fixed':
      return String(law.ms);
    case 'uniform':
      return `uniform:${law.minMs}:${law.maxMs}`;
    case 'exponential':
      return `exponential:${law.meanMs}`;
    case 'lognormal':
      return `lognormal:${law.medianMs}:${law.sigma}`;
  }
}
