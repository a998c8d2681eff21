// The Server-Timing header (W3C Server Timing): what each stage of a request took, for browsers and other clients.

export interface StageTimes {
  /** ns when the server first saw the request. */
  readonly seenNs: number;
  readonly fetchMs?: number;
  readonly poolWaitMs?: number;
  readonly inferenceMs?: number;
  readonly sleepMs?: number;
}

/** Formats the stages that took place, and the total up to now. Durations in ms. */
export function serverTiming(times: StageTimes, nowNs: number): string {
  const parts: string[] = [];
  const add = (name: string, durationMs: number | undefined): void => {
    if (durationMs !== undefined) parts.push(`${name};dur=${Math.max(0, durationMs).toFixed(3)}`);
  };
  add('fetch', times.fetchMs);
  add('pool-wait', times.poolWaitMs);
  add('inference', times.inferenceMs);
  add('sleep', times.sleepMs);
  add('total', (nowNs - times.seenNs) / 1e6);
  return parts.join(', ');
}
