// A scenario whose stages take no time: what is left is what the pipeline itself costs.
import { loadScenario } from './built.mjs';

/** @returns {Promise<import('../core/contract/scenario.ts').Scenario>} */
export async function zeroScenario() {
  const { DEFAULT_SCENARIO } = await loadScenario();
  return {
    ...DEFAULT_SCENARIO,
    mode: 'async-pool',
    requests: 1,
    fetch: { law: 'fixed', ms: 0 },
    inference: { law: 'fixed', ms: 0 },
  };
}
