// Plans of plausible runs at random: late and early, from outside, failing, giving up.
import fc from 'fast-check';
import type { PlannedRequest } from '../trace/plausible-run.test-support.ts';

const ms = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((us) => us * 1000);
const rarely = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);

const plannedRequest: fc.Arbitrary<PlannedRequest> = fc.record({
  outside: rarely,
  gapNs: ms(0, 4),
  fetchNs: ms(0, 12),
  inferenceNs: ms(0, 12),
  logged: fc.boolean(),
  timeoutNs: fc.oneof(fc.constant(1e12), ms(1, 30)),
  killsThread: rarely,
  fetchFails: rarely,
});

export const plannedRun = fc.array(plannedRequest, { minLength: 1, maxLength: 12 });
