// Before the first run the server answers a few requests of its own, in every mode, with stages of no length and
// without recording them: else the first measured request pays for the just-in-time compiler (10 to 50 ms).
import { Pool } from 'undici';
import { HEADERS, UNRECORDED } from '../../core/contract/http-headers.ts';
import { ENDPOINTS } from '../../core/contract/predict.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../../core/contract/scenario.ts';

const NO_TIME = { law: 'fixed', ms: 0 } as const;

/** What the warm-up requests meet. */
export const WARM_UP_SCENARIO: Scenario = {
  ...DEFAULT_SCENARIO,
  fetch: NO_TIME,
  inference: NO_TIME,
};

const ROUNDS = 30;
const CONNECTIONS = 4;

/** Sends the warm-up requests to the server at `origin` (the calling thread's own). */
export async function warmUpEndpoints(origin: string): Promise<void> {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { 'content-type': 'application/json', [HEADERS.measured]: UNRECORDED };
  const body = JSON.stringify({ item_id: 0, feature_value: 0 });
  const paths = ENDPOINTS.filter((endpoint) => endpoint.does === 'predict').map(
    (endpoint) => endpoint.path,
  );
  for (let round = 0; round < ROUNDS; round++) {
    const requests = paths.map(async (path) => {
      const response = await pool.request({ path, method: 'POST', headers, body });
      await response.body.dump();
    });
    await Promise.all(requests);
  }
  await pool.close();
}
