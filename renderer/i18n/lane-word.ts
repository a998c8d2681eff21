// What a resource lane is called, everywhere in the window.
import type { useTranslations } from 'use-intl';
import { Lane, poolThreadOfLane } from '../../core/trace/lane.ts';

export type SpanTexts = ReturnType<typeof useTranslations<'spans'>>;

/** null: the lane is no resource but a request's own. */
export function laneWord(spans: SpanTexts, lane: number): string | null {
  const thread = poolThreadOfLane(lane);
  if (thread !== null) return spans('lane.thread', { number: String(thread) });
  switch (lane) {
    case Lane.EventLoop:
      return spans('lane.eventLoop');
    case Lane.HealthProbe:
      return spans('lane.healthProbe');
    case Lane.Background:
      return spans('lane.background');
    case Lane.FeatureService:
      return spans('lane.featureService');
    case Lane.LoadGenerator:
      return spans('lane.loadGenerator');
    default:
      return null;
  }
}
