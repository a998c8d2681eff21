// Every bound a user can meet, in one place, so that validation, help and documents name the same number.

/** Longest stage in ms. */
export const MAX_STAGE_MS = 60_000;
/** Most requests in one run. */
export const MAX_REQUESTS = 10_000;
/** Most requests in flight at once (tried on 2 cores). */
export const MAX_IN_FLIGHT = 2_000;
/** Longest planned duration of a run's arrivals, in s. */
export const MAX_SCHEDULE_S = 3_600;
export const MAX_RATE_PER_S = 10_000;
export const MIN_RATE_PER_S = 0.1;
export const MAX_QUEUE = 20_000;
export const MAX_TIMEOUT_MS = 600_000;
/** A scheduled run is unreliable when its send error exceeds this at p99, in ms. */
export const MAX_SEND_ERROR_P99_MS = 5;
/** Health probe period in ms. */
export const PROBE_INTERVAL_MS = 100;
/** Most health probes in flight; later ones are skipped and counted. */
export const MAX_PROBES_IN_FLIGHT = 64;
/** Heartbeat period of the server's loop, in ms. */
export const HEARTBEAT_MS = 5;
/** Shortest loop block without a stage that the heartbeat reports, in ms. */
export const RUNTIME_BLOCK_MS = 5;
/** Shortest loop block by a stage that is reported, in ms. */
export const STAGE_BLOCK_MS = 1;
/** Largest request body in bytes. */
export const MAX_BODY_BYTES = 1_048_576;
/** How long a request may take to arrive whole, in ms of a loop that is free to read it. */
export const REQUEST_ARRIVAL_MS = 10_000;
/** Spans and requests that one trace keeps; more are counted. */
export const MAX_TRACE_SPANS = 2_000_000;
export const MAX_TRACE_REQUESTS = 200_000;
/** Memory that kept runs may take; the oldest that are not pinned make room. A run that is larger is kept alone. */
export const MAX_KEPT_BYTES = 256 * 1024 * 1024;
export const MAX_KEPT_RUNS = 100;
/** Deleted runs that can be brought back. */
export const MAX_DELETED_RUNS = 5;
/** Notices that a window shows; the oldest go first. */
export const MAX_NOTICES = 50;
