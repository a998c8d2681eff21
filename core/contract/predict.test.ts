import { expect, test } from 'vitest';
import { ENDPOINTS, endpointPath, predictBodySchema } from './predict.ts';

test('an endpoint code is its place plus one; 0 and beyond are no endpoint', () => {
  for (const [index, endpoint] of ENDPOINTS.entries()) {
    expect(endpointPath(index + 1)).toBe(endpoint.path);
  }
  expect(endpointPath(0)).toBeNull();
  expect(endpointPath(ENDPOINTS.length + 1)).toBeNull();
});

test('the endpoints run in the modes that they promise', () => {
  const told = ENDPOINTS.filter(({ does }) => does === 'predict').map(
    ({ path, mode, logging }) =>
      `${path} ${mode ?? 'selected'}${logging === null ? '' : `+${logging}`}`,
  );
  expect(told).toEqual([
    '/predict selected',
    '/predict_sync sync',
    '/predict_def sync-pool',
    '/predict_async_io async-io',
    '/predict_full_async async-pool',
    '/predict_with_background async-pool+background',
  ]);
});

test('a body has strict types: nothing is coerced', () => {
  expect(predictBodySchema.safeParse({ item_id: 1, feature_value: 0.5 }).success).toBe(true);
  for (const body of [
    { item_id: '1', feature_value: 0.5 },
    { item_id: 1.5, feature_value: 0.5 },
    { item_id: 1, feature_value: Infinity },
    { item_id: true, feature_value: 1 },
    { item_id: 1 },
    [],
    null,
  ]) {
    expect(predictBodySchema.safeParse(body).success).toBe(false);
  }
});
