import { describe, expect, test } from 'vitest';
import { DEFAULT_SCENARIO, scenarioSchema, type Scenario } from '../../core/contract/scenario.ts';
import { adoptChange, draftOf, readDraft, scenarioKey, type Draft } from './draft.ts';
import { NUMBER_SPECS, isNumberPath, type NumberPath } from './fields.ts';

const START = draftOf(DEFAULT_SCENARIO);

function typed(
  texts: Partial<Record<NumberPath, string>>,
  choices: Partial<Draft['choices']> = {},
) {
  return { choices: { ...START.choices, ...choices }, texts: { ...START.texts, ...texts } };
}

function issueOf(draft: Draft, path: NumberPath) {
  const reading = readDraft(draft);
  return reading.phase === 'valid' ? undefined : reading.issues.get(path);
}

/** Choices under which a number is part of the scenario. */
function choicesFor(path: NumberPath): Partial<Draft['choices']> {
  if (path === 'arrival.ratePerS') return { arrivalKind: 'constant' };
  if (path.startsWith('arrival.')) return { arrivalKind: 'closed' };
  const law = { ms: 'fixed', minMs: 'uniform', maxMs: 'uniform', meanMs: 'exponential' } as const;
  const field = path.split('.')[1] ?? '';
  const name = field in law ? law[field as keyof typeof law] : 'lognormal';
  if (path.startsWith('fetch.')) return { fetchLaw: name };
  if (path.startsWith('inference.')) return { inferenceLaw: name };
  return {};
}

test('reads back what it was made of', () => {
  expect(readDraft(START)).toEqual({ phase: 'valid', scenario: DEFAULT_SCENARIO });
});

test('reads back every kind of arrival and law', () => {
  const scenarios: Scenario[] = [
    { ...DEFAULT_SCENARIO, arrival: { kind: 'constant', ratePerS: 3.5 } },
    { ...DEFAULT_SCENARIO, arrival: { kind: 'closed', users: 7, thinkMs: 8 } },
    { ...DEFAULT_SCENARIO, fetch: { law: 'uniform', minMs: 1, maxMs: 2 } },
    { ...DEFAULT_SCENARIO, inference: { law: 'lognormal', medianMs: 9, sigma: 0.25 } },
    { ...DEFAULT_SCENARIO, inference: { law: 'exponential', meanMs: 12.5 } },
  ];
  for (const scenario of scenarios)
    expect(readDraft(draftOf(scenario))).toEqual({ phase: 'valid', scenario });
});

describe('the bounds that are shown are those of the schema', () => {
  const paths = Object.keys(NUMBER_SPECS).filter(isNumberPath);
  test.each(paths)('%s', (path) => {
    const { min, max } = NUMBER_SPECS[path];
    const wide: Partial<Record<NumberPath, string>> = {
      'fetch.minMs': '0',
      'fetch.maxMs': '60000',
      'inference.minMs': '0',
      'inference.maxMs': '60000',
      // Few enough for the slowest rate.
      requests: '1',
    };
    const choices = { arrivalKind: 'closed' as const, ...choicesFor(path) };
    const at = (value: number) => issueOf(typed({ ...wide, [path]: String(value) }, choices), path);
    expect(at(min)).toBe(undefined);
    expect(at(max)).toBe(undefined);
    expect(at(min - 1)).toEqual({ kind: 'outOfRange' });
    expect(at(max + 1)).toEqual({ kind: 'outOfRange' });
  });
});

test('defaults are within their bounds', () => {
  for (const { min, max, defaultValue } of Object.values(NUMBER_SPECS)) {
    expect(defaultValue).toBeGreaterThanOrEqual(min);
    expect(defaultValue).toBeLessThanOrEqual(max);
  }
});

test('says what is wrong with a number', () => {
  expect(issueOf(typed({ requests: '' }), 'requests')).toEqual({ kind: 'notNumber' });
  expect(issueOf(typed({ requests: 'ten' }), 'requests')).toEqual({ kind: 'notNumber' });
  expect(issueOf(typed({ requests: '2.5' }), 'requests')).toEqual({ kind: 'notInteger' });
  expect(issueOf(typed({ requests: '0' }), 'requests')).toEqual({ kind: 'outOfRange' });
  expect(issueOf(typed({ 'fetch.ms': '2.5' }), 'fetch.ms')).toBe(undefined);
});

test('says what is wrong between fields, at the field to change', () => {
  expect(issueOf(typed({ requests: '2001' }), 'requests')).toEqual({ kind: 'burstTooMany' });
  const slow = typed({ requests: '10000', 'arrival.ratePerS': '2' }, { arrivalKind: 'poisson' });
  expect(issueOf(slow, 'arrival.ratePerS')).toEqual({ kind: 'scheduleTooLong', seconds: 5_000 });
  const crossed = typed({ 'fetch.minMs': '20', 'fetch.maxMs': '10' }, { fetchLaw: 'uniform' });
  expect(issueOf(crossed, 'fetch.maxMs')).toEqual({ kind: 'minOverMax', min: 20 });
});

test('does not mind numbers of choices that are not chosen', () => {
  expect(readDraft(typed({ 'arrival.users': 'many', 'fetch.sigma': '' })).phase).toBe('valid');
});

test('takes over only what changed elsewhere', () => {
  const after = scenarioSchema.parse({
    ...DEFAULT_SCENARIO,
    mode: 'sync',
    requests: 40,
    seed: 9,
    fetch: { law: 'exponential', meanMs: 5 },
  });
  const mine = typed({ requests: '33', 'pool.threads': 'x' });
  const merged = adoptChange(mine, DEFAULT_SCENARIO, after, 'requests');
  expect(merged.choices).toMatchObject({ mode: 'sync', fetchLaw: 'exponential' });
  expect(merged.texts).toMatchObject({
    requests: '33',
    'pool.threads': 'x',
    seed: '9',
    'fetch.meanMs': '5',
    'fetch.ms': '100',
  });
});

test('keys tell scenarios apart, whatever the order of their names', () => {
  const { seed, ...rest } = DEFAULT_SCENARIO;
  expect(scenarioKey({ seed, ...rest })).toBe(scenarioKey(DEFAULT_SCENARIO));
  expect(scenarioKey({ ...rest, seed: seed + 1 })).not.toBe(scenarioKey(DEFAULT_SCENARIO));
});
