// What a plan means before anything is sent: absolute times, how many connections to open, the request of each
// index. Pure.
import { MAX_IN_FLIGHT } from '../../core/contract/limits.ts';
import { HEADERS } from '../../core/contract/http-headers.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { GeneratorPlan } from '../../core/contract/thread-messages.ts';
import { arrivalScheduleMs } from '../../core/twin/arrival-law.ts';
import { Stream, uniform } from '../../core/twin/random.ts';
import type { OutgoingRequest } from './line.ts';

/** Opened beforehand for an open workload, whose requests in flight nobody knows; more are opened on demand. */
const OPEN_WORKLOAD_CONNECTIONS = 200;

/**
 * When requests are due, in absolute ns, in memory that the pacer shares. Of a closed loop it holds the first
 * request of every user; the others have no time before an answer is there.
 */
export function dueTimesNs(scenario: Scenario, startNs: number): Float64Array<SharedArrayBuffer> {
  const { arrival, requests, seed } = scenario;
  const count = arrival.kind === 'closed' ? Math.min(arrival.users, requests) : requests;
  const offsetsMs = arrivalScheduleMs(arrival, requests, seed);
  const timesNs = new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
  for (let index = 0; index < count; index++) {
    timesNs[index] = startNs + (offsetsMs === null ? 0 : offsetsMs[index]! * 1e6);
  }
  return timesNs;
}

/** As many connections as can be in flight, as far as that is known beforehand. */
export function connectionsToOpen({ arrival, requests }: Scenario): number {
  switch (arrival.kind) {
    case 'burst':
      return Math.min(requests, MAX_IN_FLIGHT);
    case 'closed':
      return Math.min(requests, arrival.users);
    case 'constant':
    case 'poisson':
      return Math.min(requests, OPEN_WORKLOAD_CONNECTIONS);
  }
}

/** Feature value of a request: the same in every mode, live or simulated. */
export function featureValue(seed: number, index: number): number {
  return Math.round(uniform(seed, Stream.Items, index) * 1000) / 1000;
}

/** Builds the request of an index in one object, which the next call overwrites. */
export class PredictRequests {
  private readonly plan: GeneratorPlan;
  private readonly request = {
    method: 'POST' as const,
    path: '/predict',
    headers: ['content-type', 'application/json', HEADERS.measured, ''],
    body: '',
  };

  constructor(plan: GeneratorPlan) {
    this.plan = plan;
  }

  at(index: number): OutgoingRequest {
    const { runId, firstRequestId, scenario } = this.plan;
    const { request } = this;
    request.headers[3] = `${runId}:${firstRequestId + index}`;
    request.body = `{"item_id":${index},"feature_value":${featureValue(scenario.seed, index)}}`;
    return request;
  }
}
