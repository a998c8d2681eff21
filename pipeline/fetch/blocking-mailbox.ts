// The shared memory through which a blocked thread gets its answer from the blocking-I/O thread.
//
//   int32[0] state (0 pending, 1 answered)   int32[1] HTTP status, or 0 when the fetch failed
//   int32[2] body length in bytes            float64[2] ns when the answer was ready   bytes from 24: body

const STATE = 0;
const STATUS = 1;
const LENGTH = 2;
const READY = 2;
const HEADER_BYTES = 24;
const BODY_BYTES = 8192;

export interface MailboxAnswer {
  /** HTTP status; 0 when the fetch failed, and `body` says why. */
  readonly status: number;
  readonly body: string;
  readonly readyNs: number;
}

/** What is posted to the blocking-I/O thread. */
export interface BlockingRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly mailbox: SharedArrayBuffer;
}

/** Caller number of the event loop; pool threads count from 1. */
export const LOOP_CALLER = 0;

/**
 * Name of a caller's own channel to the blocking-I/O thread. On one channel for all, every pool
 * thread would also get every other one's requests: 1,600 messages for 40 fetches at once.
 */
export function callerChannel(channelName: string, caller: number): string {
  return `${channelName}-${caller}`;
}

export function createMailbox(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + BODY_BYTES);
}

/** Fills a mailbox and wakes the thread that waits on it. A body that does not fit is an error, not a cut. */
export function answerMailbox(mailbox: SharedArrayBuffer, answer: MailboxAnswer): void {
  const ints = new Int32Array(mailbox, 0, HEADER_BYTES / 4);
  const encoded = new TextEncoder().encode(answer.body);
  const fits = encoded.byteLength <= BODY_BYTES;
  const body = fits
    ? encoded
    : new TextEncoder().encode(`a body of ${encoded.byteLength} bytes does not fit`);
  new Uint8Array(mailbox, HEADER_BYTES).set(body);
  ints[STATUS] = fits ? answer.status : 0;
  ints[LENGTH] = body.byteLength;
  new Float64Array(mailbox, 0, HEADER_BYTES / 8)[READY] = answer.readyNs;
  Atomics.store(ints, STATE, 1);
  Atomics.notify(ints, STATE);
}

/** Makes a mailbox ready for the next request. */
export function clearMailbox(mailbox: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(mailbox, 0, HEADER_BYTES / 4), STATE, 0);
}

/** Blocks the calling thread until the mailbox is answered; null when that took longer than `timeoutMs`. */
export function awaitMailbox(mailbox: SharedArrayBuffer, timeoutMs: number): MailboxAnswer | null {
  const ints = new Int32Array(mailbox, 0, HEADER_BYTES / 4);
  if (Atomics.wait(ints, STATE, 0, timeoutMs) === 'timed-out') return null;
  // TextDecoder refuses shared memory: copy.
  const body = new Uint8Array(mailbox, HEADER_BYTES, ints[LENGTH]).slice();
  const readyNs = new Float64Array(mailbox, 0, HEADER_BYTES / 8)[READY] ?? 0;
  return { status: ints[STATUS] ?? 0, body: new TextDecoder().decode(body), readyNs };
}
