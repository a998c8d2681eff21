// Every number of a scenario that is typed: what it may be, how far an arrow key steps, and its default. The bounds are
// those of core/contract/limits.ts; a test holds them equal to what the schema accepts.
import {
  MAX_IN_FLIGHT,
  MAX_QUEUE,
  MAX_RATE_PER_S,
  MAX_REQUESTS,
  MAX_STAGE_MS,
  MAX_TIMEOUT_MS,
  MIN_RATE_PER_S,
} from '../../core/contract/limits.ts';
import { DEFAULT_SCENARIO, type Arrival, type DurationLaw } from '../../core/contract/scenario.ts';
import { MAX_POOL_THREADS } from '../../core/trace/lane.ts';

export type Stage = 'fetch' | 'inference';
export type ArrivalField = 'ratePerS' | 'users' | 'thinkMs';
export type LawField = 'ms' | 'minMs' | 'maxMs' | 'meanMs' | 'medianMs' | 'sigma';

/** Where a number stands in the scenario. */
export type NumberPath =
  | 'requests'
  | `arrival.${ArrivalField}`
  | `${Stage}.${LawField}`
  | 'pool.threads'
  | 'pool.maxQueue'
  | 'seed'
  | 'clientTimeoutMs'
  | 'fetchTimeoutMs'
  | 'taskDeadlineMs';

export interface NumberSpec {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly integer: boolean;
  readonly unit: 'ms' | 'perS' | null;
  readonly defaultValue: number;
}

const stage = (defaultValue: number): NumberSpec => ({
  min: 0,
  max: MAX_STAGE_MS,
  step: 10,
  integer: false,
  unit: 'ms',
  defaultValue,
});

const timeout = (defaultValue: number): NumberSpec => ({
  min: 1,
  max: MAX_TIMEOUT_MS,
  step: 1_000,
  integer: true,
  unit: 'ms',
  defaultValue,
});

const count = (min: number, max: number, defaultValue: number): NumberSpec => ({
  min,
  max,
  step: 1,
  integer: true,
  unit: null,
  defaultValue,
});

/** @param usualMs what the stage takes by default, around which the other laws lie */
function lawSpecs<S extends Stage>(
  name: S,
  usualMs: number,
): Readonly<Record<`${S}.${LawField}`, NumberSpec>>;
function lawSpecs(name: Stage, usualMs: number): Readonly<Record<string, NumberSpec>> {
  return {
    [`${name}.ms`]: stage(usualMs),
    [`${name}.minMs`]: stage(usualMs / 2),
    [`${name}.maxMs`]: stage(usualMs * 2),
    [`${name}.meanMs`]: stage(usualMs),
    [`${name}.medianMs`]: stage(usualMs),
    [`${name}.sigma`]: {
      min: 0,
      max: 3,
      step: 0.1,
      integer: false,
      unit: null,
      defaultValue: 0.5,
    },
  };
}

export const NUMBER_SPECS: Readonly<Record<NumberPath, NumberSpec>> = {
  requests: count(1, MAX_REQUESTS, DEFAULT_SCENARIO.requests),
  'arrival.ratePerS': {
    min: MIN_RATE_PER_S,
    max: MAX_RATE_PER_S,
    step: 1,
    integer: false,
    unit: 'perS',
    defaultValue: 20,
  },
  'arrival.users': count(1, MAX_IN_FLIGHT, 10),
  'arrival.thinkMs': stage(0),
  ...lawSpecs('fetch', 100),
  ...lawSpecs('inference', 200),
  'pool.threads': count(1, MAX_POOL_THREADS, DEFAULT_SCENARIO.pool.threads),
  'pool.maxQueue': { ...count(0, MAX_QUEUE, DEFAULT_SCENARIO.pool.maxQueue), step: 64 },
  seed: count(0, 0xffff_ffff, DEFAULT_SCENARIO.seed),
  clientTimeoutMs: timeout(DEFAULT_SCENARIO.clientTimeoutMs),
  fetchTimeoutMs: timeout(DEFAULT_SCENARIO.fetchTimeoutMs),
  taskDeadlineMs: timeout(DEFAULT_SCENARIO.taskDeadlineMs),
};

const LAW_FIELDS: Readonly<Record<DurationLaw['law'], readonly LawField[]>> = {
  fixed: ['ms'],
  uniform: ['minMs', 'maxMs'],
  exponential: ['meanMs'],
  lognormal: ['medianMs', 'sigma'],
};

/** The numbers of a stage's law, in the order they are shown. */
export function lawFields(law: DurationLaw['law']): readonly LawField[] {
  return LAW_FIELDS[law];
}

const ARRIVAL_FIELDS: Readonly<Record<Arrival['kind'], readonly ArrivalField[]>> = {
  burst: [],
  constant: ['ratePerS'],
  poisson: ['ratePerS'],
  closed: ['users', 'thinkMs'],
};

/** The numbers of an arrival, in the order they are shown. */
export function arrivalFields(kind: Arrival['kind']): readonly ArrivalField[] {
  return ARRIVAL_FIELDS[kind];
}

/** Whether a path of the schema is a number that is typed. */
export function isNumberPath(path: string): path is NumberPath {
  return Object.hasOwn(NUMBER_SPECS, path);
}
