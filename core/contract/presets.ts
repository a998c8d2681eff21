// Ready scenarios: each shows one thing that people ask about. Data only; names and descriptions are the renderer's, by id.
import { DEFAULT_SCENARIO, type Scenario } from './scenario.ts';

export interface Preset {
  readonly id: PresetId;
  readonly scenario: Scenario;
  /** It is meant to be fired under every mode in turn. */
  readonly batch: boolean;
}

export const PRESET_IDS = [
  'lessonFull',
  'lessonFifth',
  'fortyThreads',
  'frozenHealth',
  'poissonLimit',
  'closedFifty',
] as const;
export type PresetId = (typeof PRESET_IDS)[number];

/** Ten requests at once, and a thread for each: every mode shows its own makespan (15, 1.5, 10.5 and 1.5 s at full time). */
const LESSON: Scenario = {
  ...DEFAULT_SCENARIO,
  mode: 'sync',
  requests: 10,
  arrival: { kind: 'burst' },
  fetch: { law: 'fixed', ms: 500 },
  inference: { law: 'fixed', ms: 1000 },
  pool: { threads: 10, maxQueue: 4096 },
};

const SCENARIOS: Readonly<Record<PresetId, Scenario>> = {
  lessonFull: LESSON,
  lessonFifth: {
    ...LESSON,
    fetch: { law: 'fixed', ms: 100 },
    inference: { law: 'fixed', ms: 200 },
  },
  // FastAPI's pool has 40 threads unless told otherwise: the 41st request waits for one to be free.
  fortyThreads: {
    ...DEFAULT_SCENARIO,
    mode: 'sync-pool',
    requests: 60,
    fetch: { law: 'fixed', ms: 100 },
    inference: { law: 'fixed', ms: 400 },
    pool: { threads: 40, maxQueue: 4096 },
  },
  // The probe comes every 100 ms; each inference holds the loop for ten of them.
  frozenHealth: {
    ...DEFAULT_SCENARIO,
    mode: 'async-io',
    requests: 6,
    fetch: { law: 'fixed', ms: 100 },
    inference: { law: 'fixed', ms: 1000 },
  },
  // Four threads serve 100 requests/s at 40 ms each; 90/s of them make a queue, though the pool is never full on average.
  poissonLimit: {
    ...DEFAULT_SCENARIO,
    mode: 'async-pool',
    requests: 900,
    arrival: { kind: 'poisson', ratePerS: 90 },
    fetch: { law: 'fixed', ms: 20 },
    inference: { law: 'exponential', meanMs: 40 },
  },
  // Fifty users who wait for their answers: eight threads serve 200 requests/s, however many ask.
  closedFifty: {
    ...DEFAULT_SCENARIO,
    mode: 'async-pool',
    requests: 1000,
    arrival: { kind: 'closed', users: 50, thinkMs: 100 },
    fetch: { law: 'fixed', ms: 50 },
    inference: { law: 'fixed', ms: 40 },
    pool: { threads: 8, maxQueue: 4096 },
  },
};

export const PRESETS: readonly Preset[] = PRESET_IDS.map((id) => ({
  id,
  scenario: SCENARIOS[id],
  batch: id === 'lessonFull' || id === 'lessonFifth',
}));
