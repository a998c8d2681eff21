// What a run says, as facts worth a sentence: who held the loop, who waited for what, what failed, what cannot be trusted.
// The same judgements as the command line's report (core/export/what-happened.ts). Pure; the words are in the catalog.
import {
  mainHolder,
  type MainHolder,
  type TraceFacts,
} from '../../../core/analysis/trace-facts.ts';
import { MAX_SEND_ERROR_P99_MS } from '../../../core/contract/limits.ts';
import type { RunSummary } from '../../../core/contract/run-document.ts';
import type { Scenario } from '../../../core/contract/scenario.ts';
import { endsOf, STOPPED } from '../ends.ts';

export type RunSentence =
  | { readonly kind: 'noRequest' | 'noneAnswered' | 'stopped' }
  | {
      readonly kind: 'overview';
      readonly requests: number;
      readonly makespanMs: number;
      readonly p50Ms: number;
      readonly p99Ms: number;
    }
  | {
      readonly kind: 'loopFree' | 'loopMostlyFree';
      readonly share: number;
      readonly longestMs: number;
    }
  | {
      readonly kind: 'loopHeld';
      readonly blockedMs: number;
      readonly makespanMs: number;
      readonly waitedMs: number;
      readonly holder: MainHolder;
    }
  | { readonly kind: 'pool'; readonly waitedMs: number; readonly threads: number }
  | { readonly kind: 'probe' | 'probeDead'; readonly worstMs: number }
  | {
      readonly kind: 'failures';
      readonly failed: number;
      readonly requests: number;
      /** Status and how often, in the order of their names. */
      readonly statuses: readonly (readonly [status: string, count: number])[];
    }
  | { readonly kind: 'failedRun' | 'unreliable'; readonly reason: string }
  | {
      readonly kind: 'sentLate' | 'serverSlow';
      readonly lateMs: number;
      readonly allowedMs: number;
    }
  | { readonly kind: 'notKept'; readonly spans: number; readonly requests: number }
  | { readonly kind: 'logFailed'; readonly count: number; readonly reason: string }
  | {
      readonly kind: 'notFinished' | 'notSent' | 'lost' | 'threadsDied' | 'logRefused' | 'logLost';
      readonly count: number;
    };

/** From this share of the makespan on, the loop counts as held; below the other, as free. */
const HELD_SHARE = 0.1;
const FREE_SHARE = 0.02;
/** A wait is worth a sentence from this share of the requests' time on. */
const WAIT_SHARE = 0.05;
/** A probe this slow means something to whoever watches a server, in ms. */
const SLOW_PROBE_MS = 100;
/** The usual time-out of a health check: from here on, a server is taken for dead. */
const DEAD_PROBE_MS = 1000;

/** @param facts of the run's trace; null while it is not here */
export function runSentences(
  summary: RunSummary,
  scenario: Scenario,
  facts: TraceFacts | null,
): RunSentence[] {
  if (summary.requests === 0)
    return [...endSentences(summary), { kind: 'noRequest' }, ...doubtSentences(summary)];
  return [
    ...endSentences(summary),
    ...doubtSentences(summary),
    overview(summary),
    loopSentence(summary, facts),
    ...poolSentence(summary, scenario),
    ...probeSentence(summary),
    ...failureSentence(summary),
    ...lossSentences(summary),
  ];
}

function endSentences(summary: RunSummary): RunSentence[] {
  const { phase, reason, notSent } = summary;
  const { notFinished } = endsOf(summary);
  const sentences: RunSentence[] = [];
  if (phase === 'stopped') sentences.push({ kind: 'stopped' });
  if (phase === 'failed') sentences.push({ kind: 'failedRun', reason: reason ?? '–' });
  if (notFinished > 0) sentences.push({ kind: 'notFinished', count: notFinished });
  if (notSent > 0) sentences.push({ kind: 'notSent', count: notSent });
  return sentences;
}

/** Why the numbers cannot be trusted, worked out anew from them: the summary's own reasons are English sentences. */
function doubtSentences(summary: RunSummary): RunSentence[] {
  const sentences: RunSentence[] = [];
  const { verdict, verdictReasons, sendErrorMs, droppedRecords } = summary;
  if (verdict === 'unreliable') {
    const lateMs = sendErrorMs?.p99 ?? 0;
    if (lateMs > MAX_SEND_ERROR_P99_MS) {
      const slow = verdictReasons.some((reason) => reason.startsWith('the server did not keep up'));
      sentences.push({
        kind: slow ? 'serverSlow' : 'sentLate',
        lateMs,
        allowedMs: MAX_SEND_ERROR_P99_MS,
      });
    }
    for (const reason of verdictReasons.filter(
      (text) => !/send error|records were lost/.test(text),
    ))
      sentences.push({ kind: 'unreliable', reason });
  }
  if (droppedRecords > 0) sentences.push({ kind: 'lost', count: droppedRecords });
  return sentences;
}

function overview(summary: RunSummary): RunSentence {
  const { latencyMs, requests, makespanMs } = summary;
  if (latencyMs === null) return { kind: 'noneAnswered' };
  return { kind: 'overview', requests, makespanMs, p50Ms: latencyMs.p50, p99Ms: latencyMs.p99 };
}

function loopSentence(summary: RunSummary, facts: TraceFacts | null): RunSentence {
  const { loop, waits, makespanMs } = summary;
  if (loop.blockedShare < HELD_SHARE) {
    const kind = loop.blockedShare < FREE_SHARE ? 'loopFree' : 'loopMostlyFree';
    return { kind, share: loop.blockedShare, longestMs: loop.longestBlockMs };
  }
  return {
    kind: 'loopHeld',
    blockedMs: loop.blockedMs,
    makespanMs,
    waitedMs: waits.loopMs,
    holder: facts === null ? { kind: 'none' } : mainHolder(facts),
  };
}

function poolSentence(summary: RunSummary, scenario: Scenario): RunSentence[] {
  const { poolMs } = summary.waits;
  const totalMs = (summary.latencyMs?.mean ?? 0) * summary.requests;
  if (poolMs <= 0 || poolMs < WAIT_SHARE * totalMs) return [];
  return [{ kind: 'pool', waitedMs: poolMs, threads: scenario.pool.threads }];
}

function probeSentence({ probe, loop }: RunSummary): RunSentence[] {
  const { worstMs } = probe;
  if (worstMs === null || worstMs < SLOW_PROBE_MS || loop.blockedShare < HELD_SHARE) return [];
  return [{ kind: worstMs < DEAD_PROBE_MS ? 'probe' : 'probeDead', worstMs }];
}

function failureSentence(summary: RunSummary): RunSentence[] {
  const { requests, byStatus } = summary;
  const { errors } = endsOf(summary);
  if (errors === 0) return [];
  const statuses = Object.entries(byStatus).filter(
    ([status, count]) => count > 0 && status !== STOPPED && !/^[123]\d\d$/.test(status),
  );
  return [{ kind: 'failures', failed: errors, requests, statuses }];
}

function lossSentences({ notKept, poolThreadExits, log }: RunSummary): RunSentence[] {
  const sentences: RunSentence[] = [];
  if (notKept.spans + notKept.requests > 0) sentences.push({ kind: 'notKept', ...notKept });
  if (poolThreadExits > 0) sentences.push({ kind: 'threadsDied', count: poolThreadExits });
  if (log.refused > 0) sentences.push({ kind: 'logRefused', count: log.refused });
  if (log.lost > 0) sentences.push({ kind: 'logLost', count: log.lost });
  if (log.failed > 0)
    sentences.push({ kind: 'logFailed', count: log.failed, reason: log.lastError ?? '–' });
  return sentences;
}

/** How grave a sentence is: what is wrong is marked, by a sign as well as by colour. */
export function toneOf({ kind }: RunSentence): 'plain' | 'warning' | 'danger' {
  switch (kind) {
    case 'failedRun':
    case 'failures':
      return 'danger';
    case 'stopped':
    case 'unreliable':
    case 'sentLate':
    case 'serverSlow':
    case 'lost':
    case 'notFinished':
    case 'notSent':
    case 'notKept':
    case 'threadsDied':
    case 'logRefused':
    case 'logLost':
    case 'logFailed':
    case 'noneAnswered':
      return 'warning';
    case 'noRequest':
    case 'overview':
    case 'loopFree':
    case 'loopMostlyFree':
    case 'loopHeld':
    case 'pool':
    case 'probe':
    case 'probeDead':
      return 'plain';
  }
}
