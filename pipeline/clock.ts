// The one clock of the pipeline's threads: libuv's monotonic clock, whose origin all threads of a process share.
// Wall time exists for log rows only.

/** Nanoseconds since an origin that every thread of this process shares. A double: exact to 1 ns for 104 days. */
export function nowNs(): number {
  return Number(process.hrtime.bigint());
}

/** Milliseconds since 1970, for rows that are kept. */
export function wallClockMs(): number {
  return Date.now();
}
