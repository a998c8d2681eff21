// Every option there is: the one table that parsing, validation messages and help are made from.
// Ranges come from core/contract/limits.ts, defaults from the default scenario.
import {
  MAX_IN_FLIGHT,
  MAX_QUEUE,
  MAX_RATE_PER_S,
  MAX_REQUESTS,
  MAX_STAGE_MS,
  MAX_TIMEOUT_MS,
  MIN_RATE_PER_S,
} from '../../core/contract/limits.ts';
import { DEFAULT_SCENARIO, INFERENCE_KINDS, LOGGING, MODES } from '../../core/contract/scenario.ts';
import { MAX_POOL_THREADS } from '../../core/trace/lane.ts';
import { formatLaw } from './law-syntax.ts';

export const COMMANDS = ['run', 'serve', 'demo'] as const;
export type Command = (typeof COMMANDS)[number];

export const ARRIVALS = ['burst', 'constant', 'poisson', 'closed'] as const;
export type ArrivalKind = (typeof ARRIVALS)[number];

/** What arrivals have that the scenario does not name; used when the arrival needs it and nobody gave it. */
export const ARRIVAL_DEFAULTS = { ratePerS: 20, users: 10, thinkMs: 0 } as const;
export const SERVE_PORT = 8100;
export const RUN_PORT = 0;
export const MAX_PORT = 65_535;

export interface OptionSpec {
  /** What stands for the value in help; null = a switch that takes none. */
  readonly value: string | null;
  readonly what: string;
  /** Which values are allowed, in words that follow "it takes". */
  readonly takes: string;
  readonly default: string;
  readonly commands: readonly Command[];
  /** Where the value lies in a scenario, dotted; null = not part of it. */
  readonly path: string | null;
}

const RUN: readonly Command[] = ['run'];
const RUN_AND_SERVE: readonly Command[] = ['run', 'serve'];
const ALL: readonly Command[] = COMMANDS;

const STAGE = `LAW, in ms from 0 to ${MAX_STAGE_MS}`;
const TIMEOUT = `a whole number of ms from 1 to ${MAX_TIMEOUT_MS}`;

export function choices(names: readonly string[]): string {
  return `one of ${names.join(', ')}`;
}

export function whole(least: number, most: number): string {
  return `a whole number from ${least} to ${most}`;
}

const scenario = DEFAULT_SCENARIO;

export const OPTIONS = {
  mode: {
    value: 'MODE',
    what: 'serving mode: where fetch and inference run',
    takes: choices(MODES),
    default: scenario.mode,
    commands: RUN_AND_SERVE,
    path: 'mode',
  },
  requests: {
    value: 'N',
    what: `how many requests are fired (a burst: at most ${MAX_IN_FLIGHT}, all in flight at once)`,
    takes: whole(1, MAX_REQUESTS),
    default: String(scenario.requests),
    commands: RUN,
    path: 'requests',
  },
  fetch: {
    value: 'LAW',
    what: 'how long the feature fetch (I/O) takes',
    takes: STAGE,
    default: formatLaw(scenario.fetch),
    commands: RUN_AND_SERVE,
    path: 'fetch',
  },
  inference: {
    value: 'LAW',
    what: 'how long inference (compute) takes',
    takes: STAGE,
    default: formatLaw(scenario.inference),
    commands: RUN_AND_SERVE,
    path: 'inference',
  },
  'inference-kind': {
    value: 'KIND',
    what: 'sleep: the thread really sleeps; cpu: calibrated work, so that cores matter',
    takes: choices(INFERENCE_KINDS),
    default: scenario.inferenceKind,
    commands: RUN_AND_SERVE,
    path: 'inferenceKind',
  },
  pool: {
    value: 'N',
    what: 'threads of the pool',
    takes: whole(1, MAX_POOL_THREADS),
    default: String(scenario.pool.threads),
    commands: RUN_AND_SERVE,
    path: 'pool.threads',
  },
  'max-queue': {
    value: 'N',
    what: 'tasks that may wait for a pool thread; more are refused with 503',
    takes: whole(0, MAX_QUEUE),
    default: String(scenario.pool.maxQueue),
    commands: RUN_AND_SERVE,
    path: 'pool.maxQueue',
  },
  log: {
    value: 'LOG',
    what: 'background: a row of every prediction is stored after its response was sent',
    takes: choices(LOGGING),
    default: scenario.logging,
    commands: RUN_AND_SERVE,
    path: 'logging',
  },
  arrival: {
    value: 'ARRIVAL',
    what: 'when requests are sent: all at once, evenly, at random, or by users who wait for their answer',
    takes: choices(ARRIVALS),
    default: scenario.arrival.kind,
    commands: RUN,
    path: 'arrival.kind',
  },
  rate: {
    value: 'N',
    what: 'requests per second, with --arrival constant or poisson',
    takes: `a number of requests per second from ${MIN_RATE_PER_S} to ${MAX_RATE_PER_S}`,
    default: String(ARRIVAL_DEFAULTS.ratePerS),
    commands: RUN,
    path: 'arrival.ratePerS',
  },
  users: {
    value: 'N',
    what: 'users, with --arrival closed',
    takes: whole(1, MAX_IN_FLIGHT),
    default: String(ARRIVAL_DEFAULTS.users),
    commands: RUN,
    path: 'arrival.users',
  },
  think: {
    value: 'MS',
    what: 'pause of a user between answer and next request, with --arrival closed',
    takes: `a number of ms from 0 to ${MAX_STAGE_MS}`,
    default: String(ARRIVAL_DEFAULTS.thinkMs),
    commands: RUN,
    path: 'arrival.thinkMs',
  },
  seed: {
    value: 'N',
    what: 'seed of all random draws: the same seed gives the same draws in every mode',
    takes: whole(0, 0xffff_ffff),
    default: String(scenario.seed),
    commands: RUN_AND_SERVE,
    path: 'seed',
  },
  timeout: {
    value: 'MS',
    what: 'the client gives up after this long',
    takes: TIMEOUT,
    default: String(scenario.clientTimeoutMs),
    commands: RUN,
    path: 'clientTimeoutMs',
  },
  'fetch-timeout': {
    value: 'MS',
    what: "the server's fetch gives up after this long (504)",
    takes: TIMEOUT,
    default: String(scenario.fetchTimeoutMs),
    commands: RUN_AND_SERVE,
    path: 'fetchTimeoutMs',
  },
  'task-deadline': {
    value: 'MS',
    what: 'a pool task that runs longer is killed with its thread (504)',
    takes: TIMEOUT,
    default: String(scenario.taskDeadlineMs),
    commands: RUN_AND_SERVE,
    path: 'taskDeadlineMs',
  },
  scenario: {
    value: 'FILE',
    what: 'a scenario as JSON; what it leaves out has its default, other options override it',
    takes: 'the path of a JSON file',
    default: 'none',
    commands: RUN_AND_SERVE,
    path: null,
  },
  json: {
    value: 'FILE|-',
    what: 'write the whole run as one JSON document; with - to standard output, and nothing else there',
    takes: 'the path of a file that can be written, or -',
    default: 'none',
    commands: RUN_AND_SERVE,
    path: null,
  },
  'data-dir': {
    value: 'DIR',
    what: 'where the prediction log is kept (else LOOPSCOPE_DATA, else your data folder)',
    takes: 'the path of a folder',
    default: 'your data folder',
    commands: ALL,
    path: null,
  },
  port: {
    value: 'N',
    what: 'port of the prediction server; 0 = any free one',
    takes: whole(0, MAX_PORT),
    default: `${SERVE_PORT} for serve, ${RUN_PORT} for run`,
    commands: RUN_AND_SERVE,
    path: null,
  },
  quiet: {
    value: null,
    what: 'no progress line',
    takes: 'no value',
    default: 'off',
    commands: ALL,
    path: null,
  },
  ascii: {
    value: null,
    what: 'only ASCII characters in report and Gantt (also where the terminal is not UTF-8)',
    takes: 'no value',
    default: 'off',
    commands: ALL,
    path: null,
  },
  help: {
    value: null,
    what: 'this help (also -h)',
    takes: 'no value',
    default: 'off',
    commands: ALL,
    path: null,
  },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTIONS;
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

export function optionsOf(command: Command): OptionName[] {
  return OPTION_NAMES.filter((name) =>
    (OPTIONS[name].commands as readonly string[]).includes(command),
  );
}

/** The option that sets a place in the scenario: its own path, or the nearest one above it. */
export function optionOfPath(path: string): OptionName | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = OPTION_NAMES.find((name) => OPTIONS[name].path === at);
    if (found !== undefined) return found;
  }
  return null;
}
