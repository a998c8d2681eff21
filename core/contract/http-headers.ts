// The headers by which the parts of the pipeline know each other's requests. Free of zod: a pool thread that loads this
// file must not load 7 MB of schemas with it.

/** Headers, all lower case. */
export const HEADERS = {
  requestId: 'x-request-id',
  serverTiming: 'server-timing',
  /** Names the run and the number of a measured request, so that outsiders are told apart: `<run id>:<request id>`. */
  measured: 'x-loopscope-measured',
  /** On the way to the feature service: `<request id>:<index in its run>`. */
  feature: 'x-loopscope-feature',
  /** From the feature service: ns of the process-wide clock when the answer was ready. */
  readyNs: 'x-loopscope-ready-ns',
} as const;

/** Value of `measured` on health probes and warm-up requests: served, not recorded. */
export const UNRECORDED = 'unrecorded';
