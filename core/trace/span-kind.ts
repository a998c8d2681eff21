// The vocabulary of the trace: what a span can be, and how each kind counts. A kind that is not
// named here does not exist; numbers are stored and sent, so they are never reused.

/** Span kinds by name; the number is what the columns hold. */
export const SpanKind = {
  /** Intended send time to actual send time: the generator was late (open) or had no free place. */
  SendWait: 1,
  /** Sent until the handler started: waiting for the event loop. */
  AcceptWait: 2,
  /** The feature fetch is in flight (I/O wait). */
  Fetch: 3,
  /** The request could go on, but the loop was busy with something else. */
  LoopWait: 4,
  /** Submitted to the pool, no thread free. */
  PoolWait: 5,
  /** Computing (or, in the lesson's model, really sleeping) on the loop or on a pool thread. */
  Inference: 6,
  /** Serialising and writing the response, until the server's kernel had every byte. */
  Respond: 7,
  /** From the flush on the server to the last byte read by the client. */
  Deliver: 8,
  /** Flushed response until its background task started. */
  BackgroundWait: 9,
  /** The background task, until its row was committed. */
  Background: 10,
  /** The event loop was held: by a stage of a request, or by the runtime (`cause: runtime`). */
  LoopBusy: 11,
  /** The feature service worked on an answer. */
  FeatureService: 12,
  /** One health probe, from intended send to answer. */
  Probe: 13,
  /** Reserved: a thread was ready to compute but had no core. Carried as `cpuMs` until then. */
  CpuWait: 14,
  /** Time of a request that no stage and no wait explains. */
  Unaccounted: 15,
  /** A blocking sleep in a handler (`GET /slow`). */
  Sleep: 16,
  /** From outside: seen by the server, its body still arriving (the sender's time, no wait of ours). */
  Receive: 17,
} as const;

export type SpanKind = (typeof SpanKind)[keyof typeof SpanKind];

const NAMES: Record<SpanKind, string> = {
  [SpanKind.SendWait]: 'send-wait',
  [SpanKind.AcceptWait]: 'accept-wait',
  [SpanKind.Fetch]: 'fetch',
  [SpanKind.LoopWait]: 'loop-wait',
  [SpanKind.PoolWait]: 'pool-wait',
  [SpanKind.Inference]: 'inference',
  [SpanKind.Respond]: 'respond',
  [SpanKind.Deliver]: 'deliver',
  [SpanKind.BackgroundWait]: 'background-wait',
  [SpanKind.Background]: 'background',
  [SpanKind.LoopBusy]: 'loop-busy',
  [SpanKind.FeatureService]: 'feature-service',
  [SpanKind.Probe]: 'probe',
  [SpanKind.CpuWait]: 'cpu-wait',
  [SpanKind.Unaccounted]: 'unaccounted',
  [SpanKind.Sleep]: 'sleep',
  [SpanKind.Receive]: 'receive',
};

/** Every kind's name, in the order of its number. */
export const SPAN_KIND_NAMES: readonly string[] = Object.values(NAMES);

/** Name of a kind as it stands in documents; throws on a number that is no kind. */
export function spanKindName(kind: number): string {
  const name = NAMES[kind as SpanKind] as string | undefined;
  if (name === undefined) throw new RangeError(`unknown span kind ${kind}`);
  return name;
}

/** The three waits that are never lumped together, plus what is left over. */
export type WaitClass = 'io' | 'loop' | 'pool' | 'unaccounted';

/** Which wait a kind counts as, or null when it is work (or not the server's time at all). */
export function waitClassOf(kind: SpanKind): WaitClass | null {
  switch (kind) {
    case SpanKind.Fetch:
      return 'io';
    case SpanKind.AcceptWait:
    case SpanKind.LoopWait:
      return 'loop';
    case SpanKind.PoolWait:
      return 'pool';
    case SpanKind.Unaccounted:
      return 'unaccounted';
    case SpanKind.SendWait:
    case SpanKind.Inference:
    case SpanKind.Respond:
    case SpanKind.Deliver:
    case SpanKind.BackgroundWait:
    case SpanKind.Background:
    case SpanKind.LoopBusy:
    case SpanKind.FeatureService:
    case SpanKind.Probe:
    case SpanKind.CpuWait:
    case SpanKind.Sleep:
    case SpanKind.Receive:
      return null;
  }
}
