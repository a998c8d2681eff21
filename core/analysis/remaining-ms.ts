// How long a run still takes, as far as anybody can say: from what was expected of it and from how fast it goes.

export interface RunProgress {
  readonly elapsedMs: number;
  /** What the whole was expected to take; null where nobody can say. */
  readonly expectedMs: number | null;
  readonly finished: number;
  readonly requests: number;
}

/**
 * The expectation counts at first, the pace the more the further the run is; an expectation that was exceeded counts no
 * more. Never negative.
 * @returns null when nobody can say
 */
export function remainingMs({
  elapsedMs,
  expectedMs,
  finished,
  requests,
}: RunProgress): number | null {
  const done = requests <= 0 ? 0 : Math.min(1, finished / requests);
  const byPlan = expectedMs === null || expectedMs <= elapsedMs ? null : expectedMs - elapsedMs;
  const byPace = done === 0 ? null : (elapsedMs * (1 - done)) / done;
  if (byPace === null) return byPlan;
  if (byPlan === null) return Math.max(0, byPace);
  return Math.max(0, (1 - done) * byPlan + done * byPace);
}
