// The progress line in words. Pure: how long is left is estimated from what the scenario says of its
// schedule and from what has been answered so far.
import { formatCount, formatMs, plural } from '../../core/export/quantity.ts';
import { meanDurationMs } from '../../core/twin/duration-law.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { OutsideCounts, RunProgress } from '../host-api.ts';

/** Before so many answers their pace says nothing. */
const LEAST_ANSWERS = 5;

export function progressText(progress: RunProgress, scenario: Scenario): string {
  const { phase, sent, finished, failed, requests, elapsedMs, log } = progress;
  const done = `${formatCount(finished)} of ${formatCount(requests)} done`;
  const parts = [
    phase === 'preparing' ? `${scenario.mode}: preparing` : `${scenario.mode}: ${done}`,
  ];
  if (phase !== 'preparing') parts.push(`${formatCount(sent)} sent`);
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (log.accepted > 0)
    parts.push(`${formatCount(log.committed)} of ${plural(log.accepted, 'log row')} committed`);
  if (phase !== 'preparing') parts.push(formatMs(elapsedMs));
  const leftMs = timeLeftMs(progress, scenario);
  if (leftMs !== null)
    parts.push(`about ${formatMs(Math.max(100, Math.round(leftMs / 100) * 100))} left`);
  if (phase === 'draining') parts.push('finishing');
  return parts.join(' · ');
}

/** @returns null where nothing can be known yet */
export function timeLeftMs(progress: RunProgress, scenario: Scenario): number | null {
  const { phase, finished, requests, elapsedMs } = progress;
  if (phase !== 'firing' || finished >= requests) return null;
  const byPace = finished >= LEAST_ANSWERS ? ((requests - finished) / finished) * elapsedMs : null;
  const { arrival } = scenario;
  if (arrival.kind !== 'constant' && arrival.kind !== 'poisson') return byPace;
  const scheduledMs =
    (requests / arrival.ratePerS) * 1000 +
    meanDurationMs(scenario.fetch) +
    meanDurationMs(scenario.inference);
  const bySchedule = Math.max(0, scheduledMs - elapsedMs);
  return byPace === null ? bySchedule : Math.max(bySchedule, byPace);
}

export function outsideText(counts: OutsideCounts): string {
  const { requests, inFlight, log } = counts;
  const parts = [`${plural(requests, 'request')} seen`, `${formatCount(inFlight)} in flight`];
  if (log.accepted > 0)
    parts.push(`${formatCount(log.committed)} of ${plural(log.accepted, 'log row')} committed`);
  return parts.join(' · ');
}
