// What stands in the scenario form: choices, and numbers as text, so that nothing typed is lost, not even what is no number
// or belongs to a choice that was left. Pure; the schema of core decides what is a scenario.
import {
  SCENARIO_SCHEMA_VERSION,
  scenarioSchema,
  type Arrival,
  type DurationLaw,
  type Mode,
  type Scenario,
} from '../../core/contract/scenario.ts';
import { numberText, parseNumberText } from '../ui/number-text.ts';
import { NUMBER_SPECS, isNumberPath, type NumberPath, type Stage } from './fields.ts';
import { issueOf, type Issue } from './scenario-issue.ts';

export interface Choices {
  readonly mode: Mode;
  readonly arrivalKind: Arrival['kind'];
  readonly fetchLaw: DurationLaw['law'];
  readonly inferenceLaw: DurationLaw['law'];
  readonly inferenceKind: Scenario['inferenceKind'];
  readonly logging: Scenario['logging'];
}

export type Texts = Readonly<Record<NumberPath, string>>;

export interface Draft {
  readonly choices: Choices;
  readonly texts: Texts;
}

export type Reading =
  | { readonly phase: 'valid'; readonly scenario: Scenario }
  | { readonly phase: 'invalid'; readonly issues: ReadonlyMap<NumberPath, Issue> };

export function choicesOf(scenario: Scenario): Choices {
  return {
    mode: scenario.mode,
    arrivalKind: scenario.arrival.kind,
    fetchLaw: scenario.fetch.law,
    inferenceLaw: scenario.inference.law,
    inferenceKind: scenario.inferenceKind,
    logging: scenario.logging,
  };
}

function put(into: Map<NumberPath, string>, prefix: string, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    const path = `${prefix}${name}`;
    if (typeof value === 'number' && isNumberPath(path)) into.set(path, numberText(value));
  }
}

/** The numbers that a scenario has, as text; the others are not in it. */
export function textsOf(scenario: Scenario): ReadonlyMap<NumberPath, string> {
  const texts = new Map<NumberPath, string>();
  put(texts, '', scenario);
  put(texts, 'arrival.', scenario.arrival);
  put(texts, 'fetch.', scenario.fetch);
  put(texts, 'inference.', scenario.inference);
  put(texts, 'pool.', scenario.pool);
  return texts;
}

function withTexts(texts: Texts, changed: Iterable<readonly [NumberPath, string]>): Texts {
  const after = { ...texts };
  for (const [path, text] of changed) after[path] = text;
  return after;
}

function defaultTexts(): Texts {
  const texts = {} as Record<NumberPath, string>;
  for (const [path, spec] of Object.entries(NUMBER_SPECS)) {
    if (isNumberPath(path)) texts[path] = numberText(spec.defaultValue);
  }
  return texts;
}

/** @param before whose numbers stay where the scenario has none; the defaults when there is none */
export function draftOf(scenario: Scenario, before?: Draft): Draft {
  return {
    choices: choicesOf(scenario),
    texts: withTexts(before?.texts ?? defaultTexts(), textsOf(scenario)),
  };
}

/**
 * Takes over what changed elsewhere, and only that: what is being typed here, or stands here with an error, stays.
 * @param keep the field that is being edited
 */
export function adoptChange(
  draft: Draft,
  before: Scenario,
  after: Scenario,
  keep: NumberPath | null,
): Draft {
  const was = textsOf(before);
  const changed = [...textsOf(after)].filter(
    ([path, text]) => path !== keep && was.get(path) !== text,
  );
  const wasChosen = choicesOf(before);
  const chosen = choicesOf(after);
  const changedChoices = Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => wasChosen[name as keyof Choices] !== value),
  );
  return {
    choices: { ...draft.choices, ...changedChoices },
    texts: withTexts(draft.texts, changed),
  };
}

/** Equal for scenarios that say the same, whatever the order of their keys. */
export function scenarioKey(scenario: Scenario): string {
  return JSON.stringify([choicesOf(scenario), [...textsOf(scenario)].sort()]);
}

function candidateOf({ choices, texts }: Draft): object {
  const number = (path: NumberPath): number => parseNumberText(texts[path]) ?? Number.NaN;
  const law = (stage: Stage, kind: DurationLaw['law']): object => {
    switch (kind) {
      case 'fixed':
        return { law: kind, ms: number(`${stage}.ms`) };
      case 'uniform':
        return { law: kind, minMs: number(`${stage}.minMs`), maxMs: number(`${stage}.maxMs`) };
      case 'exponential':
        return { law: kind, meanMs: number(`${stage}.meanMs`) };
      case 'lognormal':
        return {
          law: kind,
          medianMs: number(`${stage}.medianMs`),
          sigma: number(`${stage}.sigma`),
        };
    }
  };
  const arrival = (kind: Arrival['kind']): object => {
    switch (kind) {
      case 'burst':
        return { kind };
      case 'constant':
      case 'poisson':
        return { kind, ratePerS: number('arrival.ratePerS') };
      case 'closed':
        return { kind, users: number('arrival.users'), thinkMs: number('arrival.thinkMs') };
    }
  };
  return {
    schemaVersion: SCENARIO_SCHEMA_VERSION,
    mode: choices.mode,
    requests: number('requests'),
    arrival: arrival(choices.arrivalKind),
    fetch: law('fetch', choices.fetchLaw),
    inference: law('inference', choices.inferenceLaw),
    inferenceKind: choices.inferenceKind,
    pool: { threads: number('pool.threads'), maxQueue: number('pool.maxQueue') },
    logging: choices.logging,
    seed: number('seed'),
    clientTimeoutMs: number('clientTimeoutMs'),
    fetchTimeoutMs: number('fetchTimeoutMs'),
    taskDeadlineMs: number('taskDeadlineMs'),
  };
}

const readings = new WeakMap<Draft, Reading>();

/** What a draft says: a scenario, or what is wrong with which number. */
export function readDraft(draft: Draft): Reading {
  const known = readings.get(draft);
  if (known !== undefined) return known;
  const parsed = scenarioSchema.safeParse(candidateOf(draft));
  const reading: Reading = parsed.success
    ? { phase: 'valid', scenario: parsed.data }
    : { phase: 'invalid', issues: issuesOf(draft, parsed.error.issues) };
  readings.set(draft, reading);
  return reading;
}

function issuesOf(
  draft: Draft,
  found: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[],
): ReadonlyMap<NumberPath, Issue> {
  const issues = new Map<NumberPath, Issue>();
  for (const { code, path } of found) {
    const named = issueOf(code, path.map(String).join('.'), draft.texts);
    if (!issues.has(named.path)) issues.set(named.path, named.issue);
  }
  return issues;
}
