// The number of a port as it is typed, 0 included.
import { parseNumber } from './law-syntax.ts';
import { MAX_PORT } from './option-table.ts';
import { problem, quote, type Parsed } from './parse-options.ts';

/** @param takes what the option takes, in words */
export function parsePort(name: string, text: string, takes: string): Parsed<number> {
  const value = parseNumber(text);
  if (value === null || !Number.isInteger(value) || value < 0 || value > MAX_PORT) {
    return problem(`--${name} got ${quote(text)}; it takes ${takes}.`);
  }
  return { ok: true, value };
}
