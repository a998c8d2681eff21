// With a host whose selections end when the test says so.
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_SCENARIO, type Mode, type Scenario } from '../../core/contract/scenario.ts';
import { ScenarioInForce } from './scenario-in-force.ts';

interface Selection {
  readonly scenario: Scenario;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class HandHost {
  inForce: Scenario | null = null;
  readonly modes: Mode[] = [];
  readonly selections: Selection[] = [];

  apply(scenario: Scenario): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.selections.push({
      scenario,
      resolve: () => {
        this.inForce = scenario;
        resolve(undefined);
      },
      reject,
    });
    return promise;
  }

  selectMode(mode: Mode): void {
    this.modes.push(mode);
  }
}

const scenarioOf = (change: Partial<Scenario>): Scenario => ({ ...DEFAULT_SCENARIO, ...change });
const threads = (count: number): Scenario => scenarioOf({ pool: { threads: count, maxQueue: 10 } });

let host: HandHost;
let active: 'nothing' | 'run' | 'batch';
let phases: string[];
let inForce: ScenarioInForce;

beforeEach(() => {
  host = new HandHost();
  active = 'nothing';
  phases = [];
  inForce = new ScenarioInForce({
    host,
    scenario: DEFAULT_SCENARIO,
    active: () => active,
    onPhase: (phase) => phases.push(phase.phase === 'failed' ? phase.reason : phase.phase),
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function settled(): Promise<void> {
  host.selections.at(-1)?.resolve();
  await turn();
}

test('the first scenario is put into force', async () => {
  inForce.apply();
  expect(host.selections.map(({ scenario }) => scenario)).toEqual([DEFAULT_SCENARIO]);
  expect(phases).toEqual([]);
  await settled();
  expect(phases).toEqual(['applied']);
});

test('of many changes only the latest is put into force after the one under way', async () => {
  inForce.apply();
  for (const count of [5, 6, 7]) inForce.set(threads(count));
  expect(host.selections).toHaveLength(1);
  await settled();
  expect(host.selections.map(({ scenario }) => scenario.pool.threads)).toEqual([4, 7]);
  expect(phases).toEqual([]);
  await settled();
  expect(phases).toEqual(['applied']);
});

test('a flip, and what only the load generator needs, set nothing up; the flip holds at once', async () => {
  inForce.apply();
  await settled();
  inForce.set(scenarioOf({ mode: 'sync' }));
  inForce.set(
    scenarioOf({
      mode: 'async-io',
      requests: 3,
      arrival: { kind: 'closed', users: 2, thinkMs: 1 },
    }),
  );
  await turn();
  expect(host.selections).toHaveLength(1);
  expect(host.modes.at(-1)).toBe('async-io');
  expect(phases).toEqual(['applied']);
});

test('a flip while a selection is under way is not undone by it', async () => {
  inForce.apply();
  inForce.set(scenarioOf({ mode: 'sync' }));
  expect(host.modes).toEqual(['sync']);
  await settled();
  expect(host.modes.at(-1)).toBe('sync');
  expect(host.selections).toHaveLength(1);
});

test('while a run is active the mode holds at once, the rest after its end', async () => {
  inForce.apply();
  await settled();
  active = 'run';
  inForce.set({ ...threads(9), mode: 'sync' });
  expect(host.modes.at(-1)).toBe('sync');
  expect(phases.at(-1)).toBe('applying');
  inForce.check();
  expect(host.selections).toHaveLength(1);
  active = 'nothing';
  inForce.apply();
  expect(host.selections.at(-1)?.scenario.pool.threads).toBe(9);
  await settled();
  expect(phases.at(-1)).toBe('applied');
});

test('during a batch a flip waits for its end', async () => {
  inForce.apply();
  await settled();
  const before = host.modes.length;
  active = 'batch';
  inForce.set(scenarioOf({ mode: 'sync' }));
  expect(host.modes).toHaveLength(before);
  active = 'nothing';
  inForce.apply();
  expect(host.modes.at(-1)).toBe('sync');
});

test('a run that sets the server up itself needs no selection; it is told by the next look', () => {
  active = 'run';
  inForce.set(threads(8));
  expect(phases).toEqual([]);
  host.inForce = threads(8);
  inForce.check();
  expect(phases).toEqual(['applied']);
});

test('a selection that fails is tried once more, then said; a server that came back heals it', async () => {
  inForce.apply();
  for (let n = 0; n < 2; n++) {
    host.selections.at(-1)?.reject(new Error('the thread ended'));
    await turn();
  }
  expect(host.selections).toHaveLength(2);
  expect(phases).toEqual(['the thread ended']);
  inForce.check();
  expect(host.selections).toHaveLength(2);
  host.inForce = DEFAULT_SCENARIO;
  inForce.check();
  expect(phases.at(-1)).toBe('applied');
});

test('a server that came back with nothing is set up again', async () => {
  inForce.apply();
  await settled();
  host.inForce = null;
  inForce.check();
  inForce.check();
  expect(host.selections).toHaveLength(2);
  expect(phases.at(-1)).toBe('applying');
  await settled();
  expect(phases.at(-1)).toBe('applied');
});

test('a selection that a run has overtaken says nothing when it fails, and is taken up after it', async () => {
  inForce.apply();
  active = 'run';
  host.selections.at(-1)?.reject(new Error('terminated'));
  await turn();
  expect(phases).toEqual([]);
  expect(host.selections).toHaveLength(1);
  active = 'nothing';
  inForce.apply();
  expect(host.selections).toHaveLength(2);
});

test('after the close nothing is begun', () => {
  inForce.close();
  inForce.set(threads(3));
  expect(host.selections).toEqual([]);
});
