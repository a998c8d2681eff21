// The shared memory through which a blocked thread gets its answer from the blocking-I/O thread.
//
//   int32[0] state (0 pending, 1 answered)   int32[1] length of the answer in bytes   bytes from 8: the answer, JSON
import type { FeatureAnswer } from './feature-answer.ts';

const STATE = 0;
const LENGTH = 1;
const HEADER_BYTES = 8;
const ANSWER_BYTES = 8192;

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
  return new SharedArrayBuffer(HEADER_BYTES + ANSWER_BYTES);
}

/** Fills a mailbox and wakes the thread that waits on it. An answer that does not fit is an error, not a cut. */
export function answerMailbox(mailbox: SharedArrayBuffer, answer: FeatureAnswer): void {
  const encode = (value: FeatureAnswer): Uint8Array =>
    new TextEncoder().encode(JSON.stringify(value));
  let bytes = encode(answer);
  if (bytes.byteLength > ANSWER_BYTES) {
    bytes = encode({
      outcome: 'failed',
      reason: `an answer of ${bytes.byteLength} bytes does not fit`,
    });
  }
  new Uint8Array(mailbox, HEADER_BYTES).set(bytes);
  const ints = new Int32Array(mailbox, 0, HEADER_BYTES / 4);
  ints[LENGTH] = bytes.byteLength;
  Atomics.store(ints, STATE, 1);
  Atomics.notify(ints, STATE);
}

/** Makes a mailbox ready for the next request. */
export function clearMailbox(mailbox: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(mailbox, 0, HEADER_BYTES / 4), STATE, 0);
}

/** Blocks the calling thread until the mailbox is answered; null when that took longer than `timeoutMs`. */
export function awaitMailbox(mailbox: SharedArrayBuffer, timeoutMs: number): FeatureAnswer | null {
  const ints = new Int32Array(mailbox, 0, HEADER_BYTES / 4);
  if (Atomics.wait(ints, STATE, 0, timeoutMs) === 'timed-out') return null;
  // TextDecoder refuses shared memory: copy. What the helper wrote was parsed there: it is trusted here.
  const bytes = new Uint8Array(mailbox, HEADER_BYTES, ints[LENGTH]).slice();
  return JSON.parse(new TextDecoder().decode(bytes)) as FeatureAnswer;
}
