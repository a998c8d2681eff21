// What a fetch from the feature service gave, whichever way it was made, and how it is asked for. Free of zod, because
// every pool thread loads it.
import type { ItemFeatures } from '../../core/contract/predict.ts';

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
