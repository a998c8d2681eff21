// The boundary of every fetch: what came over HTTP is parsed here, and trusted afterwards.
import { itemFeaturesSchema } from '../../core/contract/predict.ts';
import type { FeatureAnswer } from './feature-answer.ts';

/** Parses an answer of the feature service. */
export function parseAnswer(status: number, body: string, readyNs: number): FeatureAnswer {
  if (status !== 200)
    return { outcome: 'failed', reason: `the feature service answered ${status}` };
  try {
    const parsed = itemFeaturesSchema.safeParse(JSON.parse(body));
    if (parsed.success) return { outcome: 'ok', features: parsed.data, readyNs };
  } catch {
    // Not JSON: told below, like any other unexpected body.
  }
  return { outcome: 'failed', reason: 'the feature service sent an unexpected body' };
}
