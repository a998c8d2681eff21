import { expect, test } from 'vitest';
import { HEADERS } from '../../core/contract/http-headers.ts';
import { predictBodySchema } from '../../core/contract/predict.ts';
import { FIRST_REQUEST_ID, planOf } from './load.test-support.ts';
import { connectionsToOpen, dueTimesNs, PredictRequests } from './plan.ts';

const poisson = { kind: 'poisson', ratePerS: 100 } as const;
const closed = { kind: 'closed', users: 3, thinkMs: 5 } as const;

function times(scenario: Parameters<typeof planOf>[0], startNs = 0): number[] {
  return [...dueTimesNs(planOf(scenario).scenario, startNs)];
}

test('constant arrivals keep their distance from the start', () => {
  const constant = { kind: 'constant', ratePerS: 200 } as const;
  expect(times({ requests: 3, arrival: constant }, 1e9)).toEqual([1e9, 1.005e9, 1.01e9]);
});

test('poisson arrivals depend on the seed alone', () => {
  const once = times({ requests: 50, arrival: poisson, seed: 7 });
  expect(times({ requests: 50, arrival: poisson, seed: 7, mode: 'sync' })).toEqual(once);
  expect(times({ requests: 50, arrival: poisson, seed: 8 })).not.toEqual(once);
});

test('a burst is due at once; of a closed loop the first request of every user', () => {
  expect(times({ requests: 4, arrival: { kind: 'burst' } }, 5)).toEqual([5, 5, 5, 5]);
  expect(times({ requests: 40, arrival: closed }, 5)).toEqual([5, 5, 5]);
  expect(times({ requests: 2, arrival: closed }, 5)).toEqual([5, 5]);
});

test('as many connections as can be in flight', () => {
  const count = (scenario: Parameters<typeof planOf>[0]) =>
    connectionsToOpen(planOf(scenario).scenario);
  expect(count({ requests: 2000, arrival: { kind: 'burst' } })).toBe(2000);
  expect(count({ requests: 10_000, arrival: closed })).toBe(3);
  expect(count({ requests: 10_000, arrival: poisson })).toBe(200);
  expect(count({ requests: 20, arrival: poisson })).toBe(20);
});

test('a request names its run and id, and its body is what the server accepts', () => {
  const requests = new PredictRequests(planOf({ seed: 3 }));
  const first = { ...requests.at(0) };
  const { headers, body } = requests.at(17);
  expect(headers[headers.indexOf(HEADERS.measured) + 1]).toBe(`run-1:${FIRST_REQUEST_ID + 17}`);
  const parsed = predictBodySchema.parse(JSON.parse(body ?? ''));
  expect(parsed.item_id).toBe(17);
  expect(parsed.feature_value * 1000).toBeCloseTo(Math.round(parsed.feature_value * 1000), 9);
  expect(first.body).not.toBe(body);
});
