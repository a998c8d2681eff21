import { expect, test } from 'vitest';
import { meanDurationMs } from '../twin/duration-law.ts';
import { PRESET_IDS, PRESETS, type PresetId } from './presets.ts';
import { scenarioSchema, type Scenario } from './scenario.ts';

function scenarioOf(id: PresetId): Scenario {
  return PRESETS.find((preset) => preset.id === id)!.scenario;
}

test.each(PRESETS)('$id is a scenario that can be fired', ({ scenario }) => {
  expect(scenarioSchema.parse(scenario)).toEqual(scenario);
});

test('each is there once, and the lesson is for all modes', () => {
  expect(PRESETS.map(({ id }) => id)).toEqual([...PRESET_IDS]);
  expect(PRESETS.filter(({ batch }) => batch).map(({ id }) => id)).toEqual([
    'lessonFull',
    'lessonFifth',
  ]);
});

test('the lesson has a thread for every request, at both speeds', () => {
  for (const id of ['lessonFull', 'lessonFifth'] as const) {
    const { pool, requests } = scenarioOf(id);
    expect(pool.threads).toBeGreaterThanOrEqual(requests);
  }
  const [full, fifth] = [scenarioOf('lessonFull'), scenarioOf('lessonFifth')];
  expect(meanDurationMs(full.fetch)).toBe(5 * meanDurationMs(fifth.fetch));
  expect(meanDurationMs(full.inference)).toBe(5 * meanDurationMs(fifth.inference));
});

test('each shows what it is called after', () => {
  const forty = scenarioOf('fortyThreads');
  expect(forty).toMatchObject({ mode: 'sync-pool', arrival: { kind: 'burst' } });
  expect(forty.pool.threads).toBe(40);
  expect(forty.requests).toBeGreaterThan(40);
  expect(['sync', 'async-io']).toContain(scenarioOf('frozenHealth').mode);
  const { arrival, pool, inference } = scenarioOf('poissonLimit');
  const capacityPerS = (pool.threads * 1000) / meanDurationMs(inference);
  const load = arrival.kind === 'poisson' ? arrival.ratePerS / capacityPerS : NaN;
  expect(load).toBeGreaterThan(0.85);
  expect(load).toBeLessThan(1);
  expect(scenarioOf('closedFifty').arrival).toMatchObject({ kind: 'closed', users: 50 });
});
