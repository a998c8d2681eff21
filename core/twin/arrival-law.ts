// When each request is meant to be sent. Open arrivals (burst, constant, Poisson) are a schedule that is fixed
// before the run; a closed loop has none, because its next send depends on the last answer.
import type { Arrival } from '../contract/scenario.ts';
import { Stream, uniform } from './random.ts';

/**
 * The schedule of an open workload.
 * @returns offsets from the start of the run in ms, ascending, one a request; null for a closed loop
 */
export function arrivalScheduleMs(
  arrival: Arrival,
  requests: number,
  seed: number,
): Float64Array | null {
  switch (arrival.kind) {
    case 'closed':
      return null;
    case 'burst':
      return new Float64Array(requests);
    case 'constant':
      return Float64Array.from(
        { length: requests },
        (_, index) => (index * 1000) / arrival.ratePerS,
      );
    case 'poisson': {
      const offsets = new Float64Array(requests);
      // Gaps of a Poisson process are exponential; the first request is sent after the first gap.
      let at = 0;
      for (let index = 0; index < requests; index++) {
        at += (-Math.log(uniform(seed, Stream.Arrival, index)) * 1000) / arrival.ratePerS;
        offsets[index] = at;
      }
      return offsets;
    }
  }
}
