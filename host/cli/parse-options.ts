// The words after a command into named values, each given once. Knows names and whether they take a
// value, not what a value may be. A problem is one line, ready to be printed.
import { parseArgs } from 'node:util';
import { isOptionName, OPTIONS, optionsOf, type Command, type OptionName } from './option-table.ts';
import { nearest } from './suggest.ts';

export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

export function problem(line: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: line };
}

/** Values by name; a switch that was given is ''. */
export type OptionValues = ReadonlyMap<OptionName, string>;

/** Longest name that is compared with the known ones; longer ones are no slip of the finger. */
const LONGEST_NAME = 40;

export function parseOptions(command: Command, args: readonly string[]): Parsed<OptionValues> {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: parserOptions(command),
  });
  const options = tokens.filter((token) => token.kind === 'option');
  if (options.some(({ name, value }) => name === 'help' && value === undefined)) {
    return { ok: true, value: new Map([['help', '']]) };
  }
  const values = new Map<OptionName, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      return problem(`${quote(token.value)} is not expected here: ${command} takes only options.`);
    }
    const { name, rawName, value, inlineValue } = token;
    const wrong = isOptionName(name)
      ? (valueProblem(command, name, value, inlineValue === true) ??
        twiceProblem(values, name, value))
      : unknownProblem(command, rawName);
    if (wrong !== null) return problem(wrong);
    if (isOptionName(name)) values.set(name, value ?? '');
  }
  return { ok: true, value: values };
}

type ParserOptions = Record<string, { type: 'string' | 'boolean'; short?: string }>;

function parserOptions(command: Command): ParserOptions {
  const known: ParserOptions = {};
  for (const name of optionsOf(command)) {
    known[name] = { type: OPTIONS[name].value === null ? 'boolean' : 'string' };
  }
  known['help'] = { type: 'boolean', short: 'h' };
  return known;
}

function valueProblem(
  command: Command,
  name: OptionName,
  value: string | undefined,
  inline: boolean,
): string | null {
  if (!optionsOf(command).includes(name)) {
    return `--${name} is not an option of ${command}; it belongs to ${OPTIONS[name].commands.join(' and ')}.`;
  }
  const { value: placeholder, takes } = OPTIONS[name];
  if (placeholder === null) {
    return value === undefined ? null : `--${name} takes no value, but got ${quote(value)}.`;
  }
  if (value === undefined || value === '') return `--${name} got no value; it takes ${takes}.`;
  // `--json --quiet`: the next option was taken for the value. A number or - may follow.
  if (!inline && /^-[^\d.]/.test(value) && !value.startsWith('-Inf')) {
    return `--${name} got no value before ${quote(value)}; it takes ${takes}.`;
  }
  return null;
}

function twiceProblem(
  values: OptionValues,
  name: OptionName,
  value: string | undefined,
): string | null {
  const before = values.get(name);
  if (before === undefined || OPTIONS[name].value === null) return null;
  return `--${name} was given twice (${quote(before)} and ${quote(value ?? '')}); give it once.`;
}

function unknownProblem(command: Command, rawName: string): string {
  const known = optionsOf(command).map((name) => `--${name}`);
  const meant = rawName.length > LONGEST_NAME ? null : nearest(rawName, known);
  const hint = meant === null ? `See loopscope ${command} --help.` : `Did you mean ${meant}?`;
  return `Unknown option ${quote(rawName)} for ${command}. ${hint}`;
}

/** What was typed, on one line and not longer than people read. */
export function quote(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(shown);
}
