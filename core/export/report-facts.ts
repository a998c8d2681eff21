// The numbers of a report, as rows of (name, value, note). Which numbers there are depends on the
// run: a burst has a spread, a schedule a send error, logging its counters.
import type { RunDocument } from '../contract/run-document.ts';
import {
  formatCount,
  formatMs,
  formatMsOrUnknown,
  formatRate,
  formatShare,
  plural,
} from './quantity.ts';
import { isOutsideRun, requestsSeen, statusWords } from './what-happened.ts';

const MAKESPAN = 'first intended send to last byte';
/** Of requests from outside nobody knows when they were sent and when their answer was received. */
const OUTSIDE_MAKESPAN = 'as the server saw it: sending and receiving outside are unknown';

export type Fact = readonly [name: string, value: string, note: string];

export function reportFacts(run: RunDocument): Fact[] {
  return [
    ...requestFacts(run),
    ...timeFacts(run),
    ...loadFacts(run),
    ...logFacts(run),
    ...lossFacts(run),
  ];
}

function requestFacts(run: RunDocument): Fact[] {
  const { summary } = run;
  const facts: Fact[] = [];
  const all = requestsSeen(run);
  facts.push(['requests', formatCount(all), statusWords(run, () => true)]);
  if (summary.outside > 0) facts.push(['from outside', formatCount(summary.outside), '']);
  facts.push([
    'failed',
    formatCount(summary.failed),
    all > 0 ? formatShare(summary.failed / all) : '',
  ]);
  if (summary.notSent > 0)
    facts.push(['not sent', formatCount(summary.notSent), 'the run was ended before']);
  return facts;
}

function timeFacts(run: RunDocument): Fact[] {
  const { summary } = run;
  const { loop, probe } = summary;
  return [
    ['makespan', formatMs(summary.makespanMs), isOutsideRun(run) ? OUTSIDE_MAKESPAN : MAKESPAN],
    ['throughput', formatRate(summary.throughputPerS), ''],
    [
      'loop blocked',
      formatShare(loop.blockedShare),
      `${formatMs(loop.blockedMs)} of ${formatMs(summary.makespanMs)}`,
    ],
    ['longest block', formatMs(loop.longestBlockMs), ''],
    [
      'worst probe',
      formatMsOrUnknown(probe.worstMs),
      `${plural(probe.sent, 'health probe')}${probe.skipped > 0 ? `, ${formatCount(probe.skipped)} skipped` : ''}`,
    ],
  ];
}

function loadFacts({ summary }: RunDocument): Fact[] {
  const facts: Fact[] = [];
  if (summary.sendErrorMs !== null) {
    const { p50, p99, max } = summary.sendErrorMs;
    facts.push(['send error', formatMs(p99), `p99; p50 ${formatMs(p50)}, max ${formatMs(max)}`]);
  }
  if (summary.burstSpreadMs !== null) {
    facts.push(['burst spread', formatMs(summary.burstSpreadMs), 'first to last send']);
  }
  return facts;
}

function logFacts({ summary, scenario }: RunDocument): Fact[] {
  const { log } = summary;
  if (scenario.logging === 'none' && log.accepted + log.refused === 0) return [];
  const notes = [
    `of ${formatCount(log.accepted)} accepted`,
    ...(log.refused > 0 ? [`${formatCount(log.refused)} refused`] : []),
    ...(log.failed > 0 ? [`${formatCount(log.failed)} failed`] : []),
    ...(log.lost > 0 ? [`${formatCount(log.lost)} lost`] : []),
    ...(log.lastError === null ? [] : [`last error: ${log.lastError}`]),
  ];
  return [['log rows', formatCount(log.committed), `committed ${notes.join(', ')}`]];
}

function lossFacts({ summary }: RunDocument): Fact[] {
  const facts: Fact[] = [
    [
      'records lost',
      formatCount(summary.droppedRecords),
      summary.droppedRecords > 0 ? 'a buffer was full' : '',
    ],
  ];
  const { spans, requests } = summary.notKept;
  if (spans + requests > 0) {
    facts.push([
      'not kept',
      formatCount(spans),
      `spans, and ${plural(requests, 'request')}: more than one trace holds`,
    ]);
  }
  if (summary.poolThreadExits > 0) {
    facts.push(['threads died', formatCount(summary.poolThreadExits), 'pool threads, replaced']);
  }
  return facts;
}

/** Header and one row of latency percentiles, or nothing when no request was answered. */
export function latencyRows({ summary }: RunDocument): string[][] {
  const { latencyMs: latency } = summary;
  if (latency === null) return [];
  const { p50, p90, p95, p99, max, mean } = latency;
  return [
    ['', 'p50', 'p90', 'p95', 'p99', 'max', 'mean'],
    ['latency', ...[p50, p90, p95, p99, max, mean].map(formatMs)],
  ];
}

/** The three waits and what is left over: totals of all requests, and their shares of the requests' time. */
export function waitRows(run: RunDocument): string[][] {
  const { ioMs, loopMs, poolMs, unaccountedMs } = run.summary.waits;
  let totalMs = 0;
  for (const { startMs, endMs } of run.requests)
    totalMs += Math.max(0, (endMs ?? startMs) - startMs);
  const waits = [ioMs, loopMs, poolMs, unaccountedMs];
  return [
    ['', 'I/O', 'loop', 'pool', 'unaccounted'],
    ['waits in total', ...waits.map(formatMs)],
    ['share of time', ...waits.map((ms) => formatShare(totalMs > 0 ? ms / totalMs : 0))],
  ];
}
