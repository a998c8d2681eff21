// About how long a run will take, before it was fired: from the means of its stages, not by simulating it. Good enough for
// a progress bar; a forecast is the twin's affair.
//
// With F and I the mean fetch and inference, n requests, k pool threads (never more than cores, when inference
// computes), every mode is one bottleneck that serves `servers` requests at a time for `heldMs` each, and a part that overlaps:
//
//   sync        1 server,  F + I      nothing overlaps
//   sync-pool   k servers, F + I      nothing overlaps
//   async-io    1 server,  I          F
//   async-pool  k servers, I          F
//
//   bottleneck  ceil(n / servers) · heldMs + overlap        it never rests
//   arrivals    last arrival + F + I                        it never queues (burst: last arrival = 0)
//   closed      ceil(n / users) rounds of F + I, think time between them
//
// and the run takes the longer of the two, but where requests are likely to be cut short (time-outs, a full queue) no longer
// than until the last client has given up. For random stages the bottleneck counts n / servers: work is spread evenly.
import type { DurationLaw, Scenario } from '../contract/scenario.ts';
import { arrivalScheduleMs } from '../twin/arrival-law.ts';
import { meanDurationMs } from '../twin/duration-law.ts';

interface Bottleneck {
  readonly servers: number;
  readonly heldMs: number;
  readonly overlapMs: number;
}

/**
 * Estimates the makespan.
 * @param cores of the machine: threads that compute share them
 * @returns ms, a bound where requests would be cut short; null: nothing takes time
 */
export function expectedMakespanMs(scenario: Scenario, cores: number): number | null {
  const fetchMs = meanDurationMs(scenario.fetch);
  const inferenceMs = meanDurationMs(scenario.inference);
  const bottleneck = bottleneckOf(scenario, fetchMs, inferenceMs, cores);
  const busyMs = busyTimeMs(scenario, bottleneck);
  const paceMs = pacedTimeMs(scenario, fetchMs + inferenceMs);
  const makespanMs = Math.max(busyMs, paceMs);
  if (makespanMs <= 0) return null;
  if (!isCutShort(scenario, fetchMs, inferenceMs, bottleneck)) return makespanMs;
  return Math.min(makespanMs, pacedTimeMs(scenario, scenario.clientTimeoutMs));
}

function bottleneckOf(
  { mode, pool, inferenceKind }: Scenario,
  fetchMs: number,
  inferenceMs: number,
  cores: number,
): Bottleneck {
  const computes = inferenceKind === 'cpu';
  const threads = computes ? Math.min(pool.threads, cores) : pool.threads;
  switch (mode) {
    case 'sync':
      return { servers: 1, heldMs: fetchMs + inferenceMs, overlapMs: 0 };
    case 'sync-pool': {
      const heldMs = fetchMs + inferenceMs;
      // Threads that wait for a fetch leave their core to others: whichever is scarcer, threads or cores.
      const byThreads = heldMs / pool.threads;
      if (!computes || byThreads >= inferenceMs / threads)
        return { servers: pool.threads, heldMs, overlapMs: 0 };
      return { servers: threads, heldMs: inferenceMs, overlapMs: fetchMs };
    }
    case 'async-io':
      return { servers: 1, heldMs: inferenceMs, overlapMs: fetchMs };
    case 'async-pool':
      return { servers: threads, heldMs: inferenceMs, overlapMs: fetchMs };
  }
}

function busyTimeMs(scenario: Scenario, { servers, heldMs, overlapMs }: Bottleneck): number {
  const rounds = scenario.requests / servers;
  const even = isFixed(scenario.fetch) && isFixed(scenario.inference);
  return (even ? Math.ceil(rounds) : Math.max(1, rounds)) * heldMs + overlapMs;
}

function isFixed({ law }: DurationLaw): boolean {
  return law === 'fixed';
}

function pacedTimeMs({ arrival, requests, seed }: Scenario, servedMs: number): number {
  if (arrival.kind === 'closed') {
    const rounds = Math.ceil(requests / arrival.users);
    return rounds * servedMs + (rounds - 1) * arrival.thinkMs;
  }
  return (arrivalScheduleMs(arrival, requests, seed)?.at(-1) ?? 0) + servedMs;
}

/** Whether requests are likely to end before they are served: by a time-out, or refused by a full queue. */
function isCutShort(
  scenario: Scenario,
  fetchMs: number,
  inferenceMs: number,
  { servers, heldMs, overlapMs }: Bottleneck,
): boolean {
  const { mode, pool, clientTimeoutMs, fetchTimeoutMs, taskDeadlineMs } = scenario;
  if (fetchMs > fetchTimeoutMs) return true;
  const inFlight = mostInFlight(scenario);
  const pooled = mode === 'sync-pool' || mode === 'async-pool';
  if (pooled && (mode === 'sync-pool' ? fetchMs : 0) + inferenceMs > taskDeadlineMs) return true;
  if (pooled && inFlight > pool.threads + pool.maxQueue) return true;
  return Math.ceil(inFlight / servers) * heldMs + overlapMs > clientTimeoutMs;
}

/** Requests that are there at once for sure; an open workload may pile up more. */
function mostInFlight({ arrival, requests }: Scenario): number {
  switch (arrival.kind) {
    case 'burst':
      return requests;
    case 'closed':
      return Math.min(requests, arrival.users);
    case 'constant':
    case 'poisson':
      return 1;
  }
}
