// The words after a command into named values, each given once. Knows names and whether they take a
// value, not what a value may be. A problem is one line, ready to be printed. The same for every table of options there
// is: the command line's (option-table.ts) and that of `npm start` (host/web/start-table.ts).
import { parseArgs } from 'node:util';
import {
  isOptionName,
  OPTIONS,
  optionsOf,
  type Command,
  type OptionName,
  type OptionSpec,
} from './option-table.ts';
import { nearest } from './suggest.ts';

export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

export function problem(line: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: line };
}

/** Values by name; a switch that was given is ''. */
export type ValuesOf<Name extends string> = ReadonlyMap<Name, string>;
export type OptionValues = ValuesOf<OptionName>;

/** What may follow one command. */
export interface OptionSet<Name extends string> {
  /** How the command is called, in messages. */
  readonly command: string;
  /** How its help is asked for. */
  readonly helpCall: string;
  readonly names: readonly Name[];
  readonly options: Readonly<Record<Name, Pick<OptionSpec, 'value' | 'takes'>>>;
  /** Whose option it is, when it is not this command's; null when it is nobody's. */
  readonly ownersOf: (name: string) => string | null;
}

/** Longest name that is compared with the known ones; longer ones are no slip of the finger. */
const LONGEST_NAME = 40;

export function parseOptions(command: Command, args: readonly string[]): Parsed<OptionValues> {
  return parseWords(optionSetOf(command), args);
}

function optionSetOf(command: Command): OptionSet<OptionName> {
  return {
    command,
    helpCall: `loopscope ${command} --help`,
    names: optionsOf(command),
    options: OPTIONS,
    ownersOf: (name) => (isOptionName(name) ? OPTIONS[name].commands.join(' and ') : null),
  };
}

export function parseWords<Name extends string>(
  set: OptionSet<Name>,
  args: readonly string[],
): Parsed<ValuesOf<Name>> {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: parserOptions(set),
  });
  const options = tokens.filter((token) => token.kind === 'option');
  const help = set.names.find((name) => name === 'help');
  if (
    help !== undefined &&
    options.some(({ name, value }) => name === help && value === undefined)
  ) {
    return { ok: true, value: new Map([[help, '']]) };
  }
  const values = new Map<Name, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      return problem(
        `${quote(token.value)} is not expected here: ${set.command} takes only options.`,
      );
    }
    const { rawName, value, inlineValue } = token;
    const name = set.names.find((one) => one === token.name);
    if (name === undefined) return problem(unknownProblem(set, token.name, rawName));
    const wrong =
      valueProblem(set, name, value, inlineValue === true) ??
      twiceProblem(set, name, value, values.get(name));
    if (wrong !== null) return problem(wrong);
    values.set(name, value ?? '');
  }
  return { ok: true, value: values };
}

type ParserOptions = Record<string, { type: 'string' | 'boolean'; short?: string }>;

function parserOptions<Name extends string>({ names, options }: OptionSet<Name>): ParserOptions {
  const known: ParserOptions = {};
  for (const name of names) {
    known[name] = { type: options[name].value === null ? 'boolean' : 'string' };
  }
  known['help'] = { type: 'boolean', short: 'h' };
  return known;
}

function valueProblem<Name extends string>(
  { options }: OptionSet<Name>,
  name: Name,
  value: string | undefined,
  inline: boolean,
): string | null {
  const { value: placeholder, takes } = options[name];
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

function twiceProblem<Name extends string>(
  { options }: OptionSet<Name>,
  name: Name,
  value: string | undefined,
  before: string | undefined,
): string | null {
  if (before === undefined || options[name].value === null) return null;
  return `--${name} was given twice (${quote(before)} and ${quote(value ?? '')}); give it once.`;
}

function unknownProblem<Name extends string>(
  { command, helpCall, names, ownersOf }: OptionSet<Name>,
  name: string,
  rawName: string,
): string {
  const owners = ownersOf(name);
  if (owners !== null) {
    return `--${name} is not an option of ${command}; it belongs to ${owners}.`;
  }
  const known = names.map((one) => `--${one}`);
  const meant = rawName.length > LONGEST_NAME ? null : nearest(rawName, known);
  const hint = meant === null ? `See ${helpCall}.` : `Did you mean ${meant}?`;
  return `Unknown option ${quote(rawName)} for ${command}. ${hint}`;
}

/** What was typed, on one line and not longer than people read. */
export function quote(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(shown);
}
