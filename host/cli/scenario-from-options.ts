// Option values (and a scenario file's content) into a scenario. Everything is judged by
// scenarioSchema; what is wrong is said in the words of the option that was typed.
import type { z } from 'zod';
import {
  DEFAULT_SCENARIO,
  SCENARIO_SCHEMA_VERSION,
  scenarioSchema,
  type Scenario,
} from '../../core/contract/scenario.ts';
import {
  ARRIVAL_DEFAULTS,
  ARRIVALS,
  OPTIONS,
  optionOfPath,
  type ArrivalKind,
  type OptionName,
} from './option-table.ts';
import { parseLaw, parseNumber } from './law-syntax.ts';
import { problem, quote, type OptionValues, type Parsed } from './parse-options.ts';

export interface ScenarioFile {
  /** As the user named it. */
  readonly name: string;
  readonly text: string;
}

type Fields = Record<string, unknown>;

/** @param file content of --scenario, or null when none was given */
export function scenarioFromOptions(
  values: OptionValues,
  file: ScenarioFile | null,
): Parsed<Scenario> {
  const base =
    file === null
      ? { ok: true as const, value: { ...DEFAULT_SCENARIO } as Fields }
      : readFields(file);
  if (!base.ok) return base;
  const fields = base.value;
  const misread = setPlainFields(fields, values) ?? setArrival(fields, values);
  if (misread !== null) return problem(misread);
  const result = scenarioSchema.safeParse(fields);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  if (issue === undefined) throw new Error('a scenario was refused without a reason');
  return problem(issueLine(issue, fields, values, file));
}

function readFields(file: ScenarioFile): Parsed<Fields> {
  let content: unknown;
  try {
    content = JSON.parse(file.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return problem(`--scenario ${quote(file.name)} is not JSON: ${oneLine(error.message)}`);
  }
  if (!isFields(content)) return problem(`--scenario ${quote(file.name)} holds no JSON object.`);
  if (content['schemaVersion'] !== SCENARIO_SCHEMA_VERSION) {
    const got = content['schemaVersion'] === undefined ? 'none' : shown(content['schemaVersion']);
    return problem(
      `--scenario ${quote(file.name)} needs "schemaVersion": ${SCENARIO_SCHEMA_VERSION}; it has ${got}.`,
    );
  }
  const pool = isFields(content['pool']) ? { ...DEFAULT_SCENARIO.pool, ...content['pool'] } : null;
  return {
    ok: true,
    value: { ...DEFAULT_SCENARIO, ...content, ...(pool === null ? {} : { pool }) },
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets every option but those of the arrival. @returns what could not be read */
function setPlainFields(fields: Fields, values: OptionValues): string | null {
  for (const [name, text] of values) {
    const { path } = OPTIONS[name];
    if (path === null || path.startsWith('arrival.')) continue;
    const value = readValue(name, text);
    if (value === null) return refusal(name, text);
    const [first, second] = path.split('.') as [string, string | undefined];
    const parent = fields[first];
    fields[first] =
      second === undefined ? value : { ...(isFields(parent) ? parent : {}), [second]: value };
  }
  return null;
}

/** A value of the type its field has; null when the text is no number or no law. */
function readValue(name: OptionName, text: string): unknown {
  const { value } = OPTIONS[name];
  if (value === 'LAW') return parseLaw(text);
  return value === 'N' || value === 'MS' ? parseNumber(text) : text;
}

type ArrivalOption = 'rate' | 'users' | 'think';
const ARRIVAL_OPTIONS: Readonly<
  Record<ArrivalOption, { field: string; goesWith: readonly ArrivalKind[] }>
> = {
  rate: { field: 'ratePerS', goesWith: ['constant', 'poisson'] },
  users: { field: 'users', goesWith: ['closed'] },
  think: { field: 'thinkMs', goesWith: ['closed'] },
};

/** Completes the arrival with what it needs. @returns what was wrong */
function setArrival(fields: Fields, values: OptionValues): string | null {
  const before = fields['arrival'];
  const asked = values.get('arrival');
  const ofFile = isFields(before) ? before['kind'] : undefined;
  const kind = ARRIVALS.find((one) => one === (asked ?? ofFile));
  if (kind === undefined) return asked === undefined ? null : refusal('arrival', asked);
  const given: Fields =
    asked === undefined || asked === ofFile ? { ...(isFields(before) ? before : {}) } : {};
  const defaults: Fields = isFields(before)
    ? { ...ARRIVAL_DEFAULTS, ...before }
    : { ...ARRIVAL_DEFAULTS };
  const arrival: Fields = { ...given, kind };
  for (const [name, { field, goesWith }] of Object.entries(ARRIVAL_OPTIONS) as [
    ArrivalOption,
    (typeof ARRIVAL_OPTIONS)[ArrivalOption],
  ][]) {
    const text = values.get(name);
    if (!goesWith.includes(kind)) {
      if (text !== undefined) return misfit(name, text, goesWith, kind, asked !== undefined);
      continue;
    }
    const value = text === undefined ? defaults[field] : parseNumber(text);
    if (text !== undefined && value === null) return refusal(name, text);
    arrival[field] = value;
  }
  fields['arrival'] = arrival;
  return null;
}

function misfit(
  name: ArrivalOption,
  text: string,
  goesWith: readonly ArrivalKind[],
  kind: ArrivalKind,
  asked: boolean,
): string {
  const wanted = goesWith.map((one) => `--arrival ${one}`).join(' or ');
  const have = asked ? `--arrival ${kind}` : `the arrival ${kind} (--arrival was not given)`;
  return `--${name} ${quote(text)} does not go with ${have}: it needs ${wanted}.`;
}

const LAW_FORMS =
  '100 or fixed:100, uniform:50:150, exponential:100, lognormal:100:0.5 (sigma from 0 to 3)';

function refusal(name: OptionName, text: string): string {
  const { takes, value } = OPTIONS[name];
  return `--${name} got ${quote(text)}; it takes ${takes}${value === 'LAW' ? `: ${LAW_FORMS}` : ''}.`;
}

function issueLine(
  issue: z.core.$ZodIssue,
  fields: Fields,
  values: OptionValues,
  file: ScenarioFile | null,
): string {
  const path = issue.path.map(String).join('.');
  const name = optionOfPath(path);
  const text = name === null ? undefined : values.get(name);
  // A rule about several fields has its own words.
  const own = issue.code === 'custom' ? oneLine(issue.message) : null;
  if (name !== null && text !== undefined) {
    return own === null ? refusal(name, text) : `--${name} ${quote(text)}: ${own}.`;
  }
  // Not typed: it stands in the file, or it is a default that another option made wrong.
  const where = file === null ? 'The scenario' : `--scenario ${quote(file.name)}`;
  if (own !== null) return `${where}${name === null ? '' : ` (see --${name})`}: ${own}.`;
  if (issue.code === 'unrecognized_keys') {
    const at = path === '' ? '' : `${path}.`;
    return `${where} has an unknown field: ${issue.keys.map((key) => quote(at + key)).join(', ')}.`;
  }
  const got = shown(valueAt(fields, issue.path));
  const takes = name === null ? oneLine(issue.message) : `it takes ${OPTIONS[name].takes}`;
  return `${where}: ${path === '' ? 'the document' : path} is ${got}; ${takes}.`;
}

function valueAt(fields: Fields, path: readonly PropertyKey[]): unknown {
  let value: unknown = fields;
  for (const key of path) value = isFields(value) ? value[String(key)] : undefined;
  return value;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
}
