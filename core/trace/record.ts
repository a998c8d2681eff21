// The fixed-size record that a thread writes while it works: 40 bytes, no strings, no allocation.
// Producers and the host agree on nothing but this layout.
//
//   bytes  0   8        16       24      32     36   40
//          |op|kind|status|source|generation|span|request|timeNs|value|a|b|
//
//   int32[0]   op | kind << 8 | status << 16 | reserved << 24
//   int32[1]   source (16 bit) | generation << 16
//   int32[2]   span id, counted per ring (an end names its begin)
//   int32[3]   request id
//   float64[2] time in ns of the process-wide clock
//   float64[3] value: see RecordKind
//   int32[8]   a
//   int32[9]   b

/** Version of this layout; stands in every ring's header. */
export const RECORD_SCHEMA_VERSION = 1;
export const RECORD_BYTES = 40;
export const RECORD_INTS = RECORD_BYTES / 4;

/** What a record says about its kind. */
export const RecordOp = {
  /** Something began; its end will follow (or its thread died). */
  Begin: 1,
  /** What began as `span id` has ended. */
  End: 2,
  /** A moment. */
  Mark: 3,
  /** A span whose both ends are known: time = start, value = end. */
  Span: 4,
} as const;
export type RecordOp = (typeof RecordOp)[keyof typeof RecordOp];

/** What happened. Values and a/b are told per kind. */
export const RecordKind = {
  /** Generator: one measured request. Begin: time = intended, value = sent. End: time = last byte, a = outcome code. */
  ClientRequest: 1,
  /** Generator: one health probe. Begin: time = intended, value = sent. End: a = outcome code. */
  Probe: 2,
  /** Server mark: a request from outside was first seen. a = endpoint code. */
  Seen: 3,
  /** Server mark: the handler started. a = endpoint code, b = mode code, value = ns the loop was held since the request was seen. */
  HandlerStart: 4,
  /** Begin/end on the loop, awaited or blocking, or on a pool thread. End value = ns when the answer was ready. */
  Fetch: 5,
  /** Server mark: handed to the pool. */
  PoolSubmit: 6,
  /** Pool mark: the task started. value = ns when this thread had become free. */
  TaskStart: 7,
  /** Begin/end. End value = CPU ns the thread really got (NaN where it cannot be measured). */
  Inference: 8,
  /** Server mark: the handler went on after the pool's answer. */
  Continuation: 9,
  /** Server. Begin: response starts. End: flushed; a = HTTP status, value = ns since when it held the loop (0: below 1 ms). */
  Respond: 10,
  /** Server mark: the client left before its response was flushed. */
  ClientGone: 11,
  /** Server mark: a background task was queued (after the flush). */
  BackgroundQueued: 12,
  /** Background task. End status Failed when its row could not be written. */
  Background: 13,
  /** The loop was blocked with no stage behind it (Span). */
  RuntimeBlock: 14,
  /** Feature service: an answer is being prepared. */
  FeatureService: 15,
  /** Server mark: a pool thread died. a = lane, b = generation. */
  ThreadExit: 16,
  /** A blocking sleep in the handler of /slow. */
  Sleep: 17,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Bits of a record's status byte. */
export const RecordStatus = {
  Ok: 0,
  Failed: 1,
  /** The stage held the event loop while it ran. */
  OnLoop: 2,
} as const;
