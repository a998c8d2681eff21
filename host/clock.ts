// The host's view of the clock that all threads of the process share, and of wall time.

/** Nanoseconds of the process-wide monotonic clock; the same clock as in the pipeline's threads. */
export function nowNs(): number {
  return Number(process.hrtime.bigint());
}

/** Wall time in ms since 1970. */
export function wallClockMs(): number {
  return Date.now();
}

/** Wall time as an ISO string. */
export function wallClockIso(): string {
  return new Date().toISOString();
}
