// What the scenario is called: fields, errors, and each section in one line.
import { useMemo } from 'react';
import { useTranslations, type Messages } from 'use-intl';
import { MAX_IN_FLIGHT, MAX_SCHEDULE_S } from '../../core/contract/limits.ts';
import type { DurationLaw, Scenario } from '../../core/contract/scenario.ts';
import { formatCount, formatMs, formatRate } from '../../core/export/quantity.ts';
import { assertNever } from '../../core/contract/assert-never.ts';
import type { Reading } from './draft.ts';
import { NUMBER_SPECS, type LawField, type NumberPath, type Stage } from './fields.ts';
import type { Issue } from './scenario-issue.ts';

export type Section = 'requests' | 'stages' | 'pool' | 'timeouts';

export interface ScenarioWords {
  /** What is wrong, with the range that is allowed. */
  readonly issueText: (path: NumberPath, issue: Issue) => string;
  /** The first thing that is wrong, with the field's name; null when nothing is. */
  readonly firstProblem: (reading: Reading) => string | null;
  readonly summary: (scenario: Scenario, section: Section) => string;
}

type Words = ReturnType<typeof useTranslations<'scenario'>>;

type FieldKey = keyof Messages['scenario']['fields'];

const FIELD_KEYS: Readonly<Partial<Record<NumberPath, FieldKey>>> = {
  'arrival.ratePerS': 'ratePerS',
  'arrival.users': 'users',
  'arrival.thinkMs': 'thinkMs',
  'pool.threads': 'threads',
  'pool.maxQueue': 'maxQueue',
  requests: 'requests',
  seed: 'seed',
  clientTimeoutMs: 'clientTimeoutMs',
  fetchTimeoutMs: 'fetchTimeoutMs',
  taskDeadlineMs: 'taskDeadlineMs',
};

function fieldName(words: Words, path: NumberPath): string {
  const key = FIELD_KEYS[path];
  if (key !== undefined) return words(`fields.${key}`);
  // What is left are the numbers of a stage's law.
  const [stage, field] = path.split('.') as [Stage, LawField];
  return words('ofStage', { stage: words(`stages.${stage}`), field: words(`fields.${field}`) });
}

function issueText(words: Words, path: NumberPath, issue: Issue): string {
  const { min, max } = NUMBER_SPECS[path];
  const range = { min: formatCount(min), max: formatCount(max) };
  switch (issue.kind) {
    case 'notNumber':
    case 'notInteger':
    case 'outOfRange':
      return words(`errors.${issue.kind}`, range);
    case 'minOverMax':
      return words('errors.minOverMax', { min: formatMs(issue.min) });
    case 'burstTooMany':
      return words('errors.burstTooMany', { limit: formatCount(MAX_IN_FLIGHT) });
    case 'scheduleTooLong':
      return words('errors.scheduleTooLong', {
        seconds: formatCount(issue.seconds),
        limit: formatCount(MAX_SCHEDULE_S),
      });
    case 'other':
      return words('errors.other');
    default:
      return assertNever(issue);
  }
}

function lawText(words: Words, law: DurationLaw): string {
  switch (law.law) {
    case 'fixed':
      return words('summary.fixed', { ms: formatMs(law.ms) });
    case 'uniform':
      return words('summary.uniform', { min: formatMs(law.minMs), max: formatMs(law.maxMs) });
    case 'exponential':
      return words('summary.exponential', { mean: formatMs(law.meanMs) });
    case 'lognormal':
      return words('summary.lognormal', { median: formatMs(law.medianMs) });
  }
}

function requestsText(words: Words, { requests: count, arrival }: Scenario): string {
  switch (arrival.kind) {
    case 'burst':
      return words('summary.burst', { count });
    case 'constant':
    case 'poisson':
      return words(`summary.${arrival.kind}`, { count, rate: formatRate(arrival.ratePerS) });
    case 'closed':
      return words('summary.closed', { count, users: arrival.users });
  }
}

function summary(words: Words, scenario: Scenario, section: Section): string {
  switch (section) {
    case 'requests':
      return requestsText(words, scenario);
    case 'stages':
      return [
        words('summary.fetch', { law: lawText(words, scenario.fetch) }),
        words('summary.inference', { law: lawText(words, scenario.inference) }),
      ].join(' · ');
    case 'pool':
      return words('summary.threads', { count: scenario.pool.threads });
    case 'timeouts':
      return [scenario.clientTimeoutMs, scenario.fetchTimeoutMs, scenario.taskDeadlineMs]
        .map(formatMs)
        .join(' · ');
  }
}

/** What is wrong first, with the field's name; null when nothing is. */
function firstProblem(words: Words, reading: Reading): string | null {
  if (reading.phase === 'valid') return null;
  const [first] = reading.issues;
  if (first === undefined) return words('errors.other');
  const [path, issue] = first;
  return words('errors.named', {
    field: fieldName(words, path),
    error: issueText(words, path, issue),
  });
}

/** The words in the language of the moment; the same object as long as that stays. */
export function useScenarioWords(): ScenarioWords {
  const words = useTranslations('scenario');
  return useMemo(
    () => ({
      issueText: (path, issue) => issueText(words, path, issue),
      firstProblem: (reading) => firstProblem(words, reading),
      summary: (scenario, section) => summary(words, scenario, section),
    }),
    [words],
  );
}
