import { describe, expect, test } from 'vitest';
import { MAX_POOL_THREADS } from '../trace/lane.ts';
import {
  MAX_IN_FLIGHT,
  MAX_QUEUE,
  MAX_RATE_PER_S,
  MAX_REQUESTS,
  MAX_SCHEDULE_S,
  MAX_STAGE_MS,
  MAX_TIMEOUT_MS,
  MIN_RATE_PER_S,
} from './limits.ts';
import {
  DEFAULT_SCENARIO,
  INFERENCE_KINDS,
  LOGGING,
  MODES,
  scenarioSchema,
  type Scenario,
} from './scenario.ts';

/** The findings as `path: message`; empty when the scenario is accepted. */
function findings(change: object): string[] {
  const parsed = scenarioSchema.safeParse({ ...DEFAULT_SCENARIO, ...change });
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const closed = { kind: 'closed', users: 1, thinkMs: 0 } as const;
const many = { arrival: closed };
const pool = (change: object): object => ({ pool: { ...DEFAULT_SCENARIO.pool, ...change } });
const fixed = (ms: unknown): object => ({ fetch: { law: 'fixed', ms } });
const rate = (kind: string, ratePerS: unknown): object => ({
  arrival: { kind, ratePerS },
  requests: 1,
});

test('the scenario that a new user meets is one', () => {
  expect(scenarioSchema.parse(DEFAULT_SCENARIO)).toEqual(DEFAULT_SCENARIO);
});

test('a scenario survives JSON', () => {
  const again: unknown = JSON.parse(JSON.stringify(DEFAULT_SCENARIO));
  expect(scenarioSchema.parse(again)).toEqual(DEFAULT_SCENARIO);
});

test.each([...MODES.map((mode) => ({ mode })), ...LOGGING.map((logging) => ({ logging }))])(
  'takes %o',
  (change) => expect(findings(change)).toEqual([]),
);
test.each(INFERENCE_KINDS.map((inferenceKind) => ({ inferenceKind })))('takes %o', (change) =>
  expect(findings(change)).toEqual([]),
);

/** name, what is allowed (both ends), what is just past them */
const LIMITS: [string, object[], object[]][] = [
  [
    'requests',
    [{ requests: 1 }, { ...many, requests: MAX_REQUESTS }],
    [{ requests: 0 }, { ...many, requests: MAX_REQUESTS + 1 }, { requests: 1.5 }],
  ],
  [
    'stage ms',
    [fixed(0), fixed(MAX_STAGE_MS), fixed(0.5)],
    [fixed(-0.001), fixed(MAX_STAGE_MS + 0.001), fixed(NaN), fixed(Infinity)],
  ],
  [
    'pool threads',
    [pool({ threads: 1 }), pool({ threads: MAX_POOL_THREADS })],
    [pool({ threads: 0 }), pool({ threads: MAX_POOL_THREADS + 1 })],
  ],
  [
    'pool queue',
    [pool({ maxQueue: 0 }), pool({ maxQueue: MAX_QUEUE })],
    [pool({ maxQueue: -1 }), pool({ maxQueue: MAX_QUEUE + 1 })],
  ],
  [
    'seed',
    [{ seed: 0 }, { seed: 0xffff_ffff }],
    [{ seed: -1 }, { seed: 0x1_0000_0000 }, { seed: 0.5 }],
  ],
  [
    'rate',
    [rate('constant', MIN_RATE_PER_S), rate('poisson', MAX_RATE_PER_S)],
    [rate('constant', MIN_RATE_PER_S - 0.01), rate('poisson', MAX_RATE_PER_S + 1)],
  ],
  [
    'users',
    [{ arrival: { ...closed, users: MAX_IN_FLIGHT } }],
    [{ arrival: { ...closed, users: 0 } }, { arrival: { ...closed, users: MAX_IN_FLIGHT + 1 } }],
  ],
  [
    'think time',
    [{ arrival: { ...closed, thinkMs: MAX_STAGE_MS } }],
    [
      { arrival: { ...closed, thinkMs: MAX_STAGE_MS + 1 } },
      { arrival: { ...closed, thinkMs: -1 } },
    ],
  ],
  [
    'sigma',
    [{ fetch: { law: 'lognormal', medianMs: 1, sigma: 3 } }],
    [
      { fetch: { law: 'lognormal', medianMs: 1, sigma: 3.01 } },
      { fetch: { law: 'lognormal', medianMs: 1, sigma: -1 } },
    ],
  ],
  ...(['clientTimeoutMs', 'fetchTimeoutMs', 'taskDeadlineMs'] as const).map(
    (name): [string, object[], object[]] => [
      name,
      [{ [name]: 1 }, { [name]: MAX_TIMEOUT_MS }],
      [{ [name]: 0 }, { [name]: MAX_TIMEOUT_MS + 1 }, { [name]: 1.5 }],
    ],
  ),
];

describe.each(LIMITS)('the limits of %s', (_name, allowed, refused) => {
  test('are allowed themselves', () => {
    for (const change of allowed) expect(findings(change)).toEqual([]);
  });

  test('are refused just beyond', () => {
    for (const change of refused) expect(findings(change)).toHaveLength(1);
  });
});

test('a burst may not put more in flight than the limit, and the refusal names the range', () => {
  expect(findings({ requests: MAX_IN_FLIGHT })).toEqual([]);
  const [finding, ...more] = findings({ requests: MAX_IN_FLIGHT + 1 });
  expect(more).toEqual([]);
  expect(finding).toMatch(/^requests: .*in flight/);
  expect(finding).toContain(`1 to ${MAX_IN_FLIGHT}`);
});

test('a schedule may not take longer than the limit, and the refusal says what to change', () => {
  const slow = (requests: number): object => ({
    arrival: { kind: 'poisson', ratePerS: 1 },
    requests,
  });
  expect(findings(slow(MAX_SCHEDULE_S))).toEqual([]);
  const [finding, ...more] = findings(slow(MAX_SCHEDULE_S + 1));
  expect(more).toEqual([]);
  expect(finding).toMatch(
    /^arrival\.ratePerS: 3601 requests at 1\/s .* up to 3600 s; raise the rate/,
  );
});

test('the least of a uniform law may not exceed its most', () => {
  const uniform = (minMs: number, maxMs: number): object => ({
    fetch: { law: 'uniform', minMs, maxMs },
  });
  expect(findings(uniform(5, 5))).toEqual([]);
  expect(findings(uniform(6, 5))).toEqual(['fetch: minMs must not exceed maxMs']);
});

test.each<[string, object]>([
  ['the scenario', { colour: 'red' }],
  ['the pool', pool({ size: 3 })],
  ['a law', { fetch: { law: 'fixed', ms: 1, meanMs: 1 } }],
  ['an arrival', { arrival: { kind: 'burst', ratePerS: 3 } }],
])('an unknown key in %s is refused', (_name, change) => {
  expect(findings(change).join()).toMatch(/[Uu]nrecognized key/);
});

test.each(Object.keys(DEFAULT_SCENARIO) as (keyof Scenario)[])('%s may not be missing', (key) => {
  expect(findings({ [key]: undefined })).not.toEqual([]);
});

test.each<[string, object]>([
  ['mode', { mode: 'turbo' }],
  ['law', { fetch: { law: 'pareto', ms: 3 } }],
  ['arrival', { arrival: { kind: 'ramp' } }],
  ['version', { schemaVersion: 2 }],
  ['text for a number', { requests: '12' }],
])('an unknown %s is refused', (_name, change) => {
  expect(findings(change)).not.toEqual([]);
});
