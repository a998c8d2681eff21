// What each serving mode does, in words: where its stages run, and what one learns from it.
import type { Arrival, DurationLaw, Mode, Scenario } from '../contract/scenario.ts';
import { formatMs, formatRate, plural } from './quantity.ts';

/** Where fetch and inference run. */
export function whatRunsWhere(mode: Mode): string {
  switch (mode) {
    case 'sync':
      return 'fetch blocks the event loop, inference runs on the loop';
    case 'sync-pool':
      return 'the whole handler (fetch, then inference) runs in one pool thread, as a plain def does in FastAPI';
    case 'async-io':
      return 'fetch is awaited, inference runs on the event loop';
    case 'async-pool':
      return 'fetch is awaited, inference runs in the thread pool';
  }
}

/** What the mode teaches, in one sentence. */
export function lessonOf(mode: Mode): string {
  switch (mode) {
    case 'sync':
      return 'blocking calls inside async def: one request at a time, everything else queues, health checks too.';
    case 'sync-pool':
      return 'a plain def endpoint in FastAPI does run in the thread pool: the loop stays free, the number of threads is the limit, and waiting for a fetch holds a thread.';
    case 'async-io':
      return 'await lets the fetches overlap, but inference on the loop still freezes it for everybody.';
    case 'async-pool':
      return 'fetches overlap and the loop stays free; only inference takes a thread, so the pool size is the limit.';
  }
}

export function lawWords(law: DurationLaw): string {
  switch (law.law) {
    case 'fixed':
      return formatMs(law.ms);
    case 'uniform':
      return `${formatMs(law.minMs)} to ${formatMs(law.maxMs)}`;
    case 'exponential':
      return `exponential, mean ${formatMs(law.meanMs)}`;
    case 'lognormal':
      return `log-normal, median ${formatMs(law.medianMs)}, sigma ${law.sigma}`;
  }
}

export function arrivalWords(arrival: Arrival): string {
  switch (arrival.kind) {
    case 'burst':
      return 'in one burst';
    case 'constant':
      return `at a constant ${formatRate(arrival.ratePerS)}`;
    case 'poisson':
      return `Poisson at ${formatRate(arrival.ratePerS)}`;
    case 'closed':
      return `by ${plural(arrival.users, 'user')} in a closed loop, thinking ${formatMs(arrival.thinkMs)}`;
  }
}

/** The stages and the pool, without the requests. */
export function stageWords(scenario: Scenario): string[] {
  return [
    `fetch ${lawWords(scenario.fetch)}`,
    `inference ${lawWords(scenario.inference)} (${scenario.inferenceKind})`,
    plural(scenario.pool.threads, 'pool thread'),
    scenario.logging === 'background' ? 'background log' : 'no log',
    `seed ${scenario.seed}`,
  ];
}
