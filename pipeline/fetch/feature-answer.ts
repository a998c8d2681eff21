// What a fetch from the feature service gave, whichever way it was made, and why it gave nothing.
import { itemFeaturesSchema, type ItemFeatures } from '../../core/contract/predict.ts';

export type FeatureAnswer =
  | { readonly outcome: 'ok'; readonly features: ItemFeatures; readonly readyNs: number }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'failed'; readonly reason: string };

/** Value of the header that tells the feature service for whom it works: `<request id>:<index in its run>`. */
export function featureHeader(requestId: number, index: number): string {
  return `${requestId}:${index}`;
}

/** Path of an item's features. */
export function itemPath(itemId: number): string {
  return `/items/${itemId}`;
}

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
