// The HTTP contract of the prediction server: endpoints, bodies, headers. Validation, /openapi.json and /docs
// are all made from these schemas.
import { z } from 'zod';
import type { Mode } from './scenario.ts';

/** Strict JSON types, no coercion: "1" is no integer and 1.5 neither. */
export const predictBodySchema = z.object({
  item_id: z.int(),
  feature_value: z.number(),
});
export type PredictBody = z.infer<typeof predictBodySchema>;

export const predictResponseSchema = z.object({
  item_id: z.int(),
  metadata: z.string(),
  prediction: z.number(),
});
export type PredictResponse = z.infer<typeof predictResponseSchema>;

/** What the feature service answers for an item. */
export const itemFeaturesSchema = z.object({ item_id: z.int(), metadata: z.string() });
export type ItemFeatures = z.infer<typeof itemFeaturesSchema>;

export const statusResponseSchema = z.object({ status: z.string() });
export const errorResponseSchema = z.object({ detail: z.string() });

/** One finding of a 422, in FastAPI's (Pydantic 2) shape. */
export const validationErrorSchema = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.int()])),
  msg: z.string(),
  input: z.unknown(),
});
export const validationResponseSchema = z.object({ detail: z.array(validationErrorSchema) });
export type ValidationError = z.infer<typeof validationErrorSchema>;

export interface Endpoint {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** The mode it always runs in; null = the mode selected in the host. */
  readonly mode: Mode | null;
  /** Forced logging, or null = as selected in the host. */
  readonly logging: 'background' | null;
  /** What serves it. */
  readonly does: 'predict' | 'slow' | 'healthz' | 'readyz' | 'openapi' | 'docs';
  readonly summary: string;
}

/** Every endpoint; its code in records is its place here + 1 (0 = not known). */
export const ENDPOINTS: readonly Endpoint[] = [
  predict(
    '/predict',
    null,
    null,
    'Predict in the mode that is selected in the host when the request arrives',
  ),
  predict('/predict_sync', 'sync', null, 'Mode sync: fetch and inference block the event loop'),
  predict(
    '/predict_def',
    'sync-pool',
    null,
    'Mode sync-pool: the whole handler runs in one pool thread (a plain def)',
  ),
  predict(
    '/predict_async_io',
    'async-io',
    null,
    'Mode async-io: the fetch is awaited, inference blocks the loop',
  ),
  predict(
    '/predict_full_async',
    'async-pool',
    null,
    'Mode async-pool: the fetch is awaited, inference runs in the pool',
  ),
  predict(
    '/predict_with_background',
    'async-pool',
    'background',
    'Mode async-pool; the prediction is logged after the response was sent',
  ),
  get('/slow', 'slow', 'The pitfall: a blocking sleep of 1 s on the event loop'),
  get('/healthz', 'healthz', 'Liveness: starves when the loop is blocked'),
  get('/readyz', 'readyz', 'Readiness: 503 while the server cannot serve predictions'),
  get('/openapi.json', 'openapi', 'This description'),
  get('/docs', 'docs', 'This description as a page, offline'),
];

function predict(
  path: string,
  mode: Mode | null,
  logging: 'background' | null,
  summary: string,
): Endpoint {
  return { path, method: 'POST', mode, logging, does: 'predict', summary };
}

function get(path: string, does: Endpoint['does'], summary: string): Endpoint {
  return { path, method: 'GET', mode: null, logging: null, does, summary };
}

/** Path of an endpoint code, or null for 0 (unknown path). */
export function endpointPath(code: number): string | null {
  return ENDPOINTS[code - 1]?.path ?? null;
}

/** Duration of GET /slow in ms. */
export const SLOW_MS = 1_000;
