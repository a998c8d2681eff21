// One inference, the same on the loop and on a pool thread: the compute stage of the pipeline.
import { referencePrediction } from './reference-model.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import { assertNever } from '../../core/contract/assert-never.ts';
import { sleepBlocking } from './sleep.ts';
import { spin } from './spin.ts';

/**
 * Computes the prediction and takes as long as it was told, on the calling thread.
 * @param durationMs ms of sleep, or of undisturbed computing
 * @param spinStepsPerMs from `calibrateSpin`
 */
export function infer(
  kind: Scenario['inferenceKind'],
  durationMs: number,
  spinStepsPerMs: number,
  featureValue: number,
): number {
  switch (kind) {
    case 'sleep':
      sleepBlocking(durationMs);
      break;
    case 'cpu':
      spin(Math.round(durationMs * spinStepsPerMs));
      break;
    default:
      assertNever(kind);
  }
  return referencePrediction(featureValue);
}
