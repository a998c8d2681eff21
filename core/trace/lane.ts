// Lanes: where a span is drawn. A resource lane is a small number; spans that happen on no resource
// of ours (an awaited fetch, a wait) lie on the lane of their request.

/** Number of each single resource lane; pool threads follow from `poolLane`. */
export const Lane = {
  EventLoop: 0,
  Background: 1,
  FeatureService: 2,
  LoadGenerator: 3,
  HealthProbe: 4,
  /** The lane of the request that the span names. */
  Request: 15,
} as const;

const POOL_LANE_BASE = 16;

/** Greatest number of pool threads a server may have. */
export const MAX_POOL_THREADS = 64;

/** Lane of pool thread 1..64. */
export function poolLane(thread: number): number {
  if (!(thread >= 1 && thread <= MAX_POOL_THREADS))
    throw new RangeError(`pool thread ${thread} is not in 1..64`);
  return POOL_LANE_BASE + thread - 1;
}

/** Pool thread (1..64) of a lane, or null when the lane is no pool thread. */
export function poolThreadOfLane(lane: number): number | null {
  return lane >= POOL_LANE_BASE ? lane - POOL_LANE_BASE + 1 : null;
}

const RESOURCE_NAMES: Record<number, string> = {
  [Lane.EventLoop]: 'event-loop',
  [Lane.Background]: 'background',
  [Lane.FeatureService]: 'feature-service',
  [Lane.LoadGenerator]: 'load-generator',
  [Lane.HealthProbe]: 'health-probe',
};

/** Lane id as it stands in documents: `event-loop`, `thread-3`, `request-12` … */
export function laneName(lane: number, requestLabel: string | number): string {
  const thread = poolThreadOfLane(lane);
  if (thread !== null) return `thread-${thread}`;
  if (lane === Lane.Request) return `request-${requestLabel}`;
  const name = RESOURCE_NAMES[lane];
  if (name === undefined) throw new RangeError(`unknown lane ${lane}`);
  return name;
}
