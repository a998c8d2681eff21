// A run in plain words, computed from its numbers: who held the loop, who waited for what, what
// failed. Sentences only; every number comes from the document.
import type { RunDocument } from '../contract/run-document.ts';
import { formatCount, formatMs, formatShare, plural } from './quantity.ts';

/** From this share of the makespan on, the loop counts as held. */
const HELD_SHARE = 0.1;
/** Below this share of the makespan it counts as free. */
const FREE_SHARE = 0.02;
/** A wait is worth a sentence from this share of the requests' time on. */
const WAIT_SHARE = 0.05;

export function whatHappened(run: RunDocument): string {
  const { summary } = run;
  if (run.requests.length === 0) return 'No request was seen.';
  const answered = summary.latencyMs === null ? ['No request was answered.'] : [];
  return [...answered, loopSentence(run), ...poolSentence(run), ...failureSentence(run)].join(' ');
}

function loopSentence(run: RunDocument): string {
  const { loop, waits, makespanMs } = run.summary;
  if (loop.blockedShare < HELD_SHARE) {
    const free = loop.blockedShare < FREE_SHARE ? 'stayed' : 'was mostly';
    return `The event loop ${free} free: held ${formatShare(loop.blockedShare)} of the time, ${formatMs(loop.longestBlockMs)} at the longest.`;
  }
  const holder = mainHolder(run);
  const by = holder === null ? '' : ` ${holder}`;
  return `The event loop was held for ${formatMs(loop.blockedMs)} of ${formatMs(makespanMs)}${by}; requests waited ${formatMs(waits.loopMs)} for it in total.`;
}

/** What held the loop: `by inference`, `mostly by fetch`, … or null when the lanes do not tell. */
export function mainHolder(run: RunDocument): string | null {
  const heldMs = new Map<string, number>();
  let allMs = 0;
  for (const lane of run.lanes) {
    if (lane.kind !== 'event-loop') continue;
    for (const { startMs, endMs, attributes } of lane.spans) {
      const { stage, cause } = attributes;
      const holder = cause === 'runtime' || typeof stage !== 'string' ? 'the runtime' : stage;
      const tookMs = Math.max(0, (endMs ?? startMs) - startMs);
      heldMs.set(holder, (heldMs.get(holder) ?? 0) + tookMs);
      allMs += tookMs;
    }
  }
  const ranked = [...heldMs].sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (first === undefined || allMs === 0) return null;
  if (first[1] >= 0.95 * allMs) return `by ${first[0]}`;
  // fetch and inference in the sync mode share it: both are named.
  if (second !== undefined && second[1] >= 0.2 * allMs) return `by ${first[0]} and ${second[0]}`;
  return `mostly by ${first[0]}`;
}

function poolSentence(run: RunDocument): string[] {
  const { waits } = run.summary;
  let totalMs = 0;
  for (const { startMs, endMs } of run.requests)
    totalMs += Math.max(0, (endMs ?? startMs) - startMs);
  if (waits.poolMs <= 0 || waits.poolMs < WAIT_SHARE * totalMs) return [];
  const threads = plural(run.scenario.pool.threads, 'pool thread');
  return [`Requests waited ${formatMs(waits.poolMs)} in total for one of ${threads}.`];
}

function failureSentence(run: RunDocument): string[] {
  const { failed } = run.summary;
  if (failed === 0) return [];
  return [
    `${formatCount(failed)} of ${plural(requestsSeen(run), 'request')} failed: ${statusWords(run, isFailure)}.`,
  ];
}

/** Requests of the run itself: strangers' only when nothing was fired (see the summary). */
export function requestsSeen(run: RunDocument): number {
  let counted = 0;
  for (const times of Object.values(run.summary.byStatus)) counted += times;
  return Math.max(counted, run.requests.length - strangers(run));
}

/** Requests from outside during a run that was fired. */
function strangers(run: RunDocument): number {
  return isOutsideRun(run) ? 0 : run.requests.filter(({ id }) => typeof id === 'string').length;
}

/** Whether nothing was fired: all requests came from outside. */
export function isOutsideRun({ summary, requests }: RunDocument): boolean {
  return summary.outside > 0 && !requests.some(({ id }) => typeof id === 'number');
}

function isFailure(status: string): boolean {
  return !/^[123]\d\d$/.test(status);
}

/** `200: 10, 503: 2`, statuses in the order of their names. */
export function statusWords(run: RunDocument, wanted: (status: string) => boolean): string {
  return Object.entries(run.summary.byStatus)
    .filter(([status, times]) => times > 0 && wanted(status))
    .map(([status, times]) => `${formatCount(times)} × ${status}`)
    .join(', ');
}
