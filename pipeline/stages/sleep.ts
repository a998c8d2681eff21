// The lesson's model: a thread that really sleeps. Nothing else runs on it meanwhile, which is the point.

const never = new Int32Array(new SharedArrayBuffer(4));

/** Blocks the calling thread for `durationMs`; a terminated thread wakes at once. */
export function sleepBlocking(durationMs: number): void {
  if (durationMs > 0) Atomics.wait(never, 0, 0, durationMs);
}
