// The reference model of the lessons.

/** Twice the feature. */
export function referencePrediction(featureValue: number): number {
  return 2 * featureValue;
}
