// The blocking fetch: the calling thread sleeps until the blocking-I/O thread has fetched for it, as a thread in
// `requests.get()` would. On the event loop this blocks everything, truthfully.
import { BroadcastChannel } from 'node:worker_threads';
import { HEADERS } from '../../core/contract/predict.ts';
import {
  awaitMailbox,
  callerChannel,
  clearMailbox,
  createMailbox,
  type BlockingRequest,
  type MailboxAnswer,
} from './blocking-mailbox.ts';
import { featureHeader, itemPath, parseAnswer, type FeatureAnswer } from './feature-answer.ts';

/** How long past its own time-out the helper may take to say so, before it is taken for dead. */
const HELPER_GRACE_MS = 1000;

export class BlockingFetcher {
  private readonly channel: BroadcastChannel;
  private readonly featureOrigin: string;
  private mailbox = createMailbox();

  /**
   * @param channelName common part of the names on which the blocking-I/O thread listens
   * @param caller number of the pool thread that calls, or LOOP_CALLER
   */
  constructor(channelName: string, caller: number, featureOrigin: string) {
    this.channel = new BroadcastChannel(callerChannel(channelName, caller));
    this.channel.unref();
    this.featureOrigin = featureOrigin;
  }

  /** Blocks the calling thread until the features of an item are there, or for `timeoutMs`. */
  fetchItem(itemId: number, requestId: number, index: number, timeoutMs: number): FeatureAnswer {
    const headers = { [HEADERS.feature]: featureHeader(requestId, index) };
    const answer = this.fetch(itemPath(itemId), headers, timeoutMs);
    if (answer === null || answer.status === 408) return { outcome: 'timeout' };
    if (answer.status === 0) return { outcome: 'failed', reason: answer.body };
    return parseAnswer(answer.status, answer.body, answer.readyNs);
  }

  /** Opens a connection and compiles the way to it, so that the first measured fetch is no slower than the next. */
  warm(): void {
    this.fetch('/healthz', {}, HELPER_GRACE_MS);
  }

  private fetch(
    path: string,
    headers: Record<string, string>,
    timeoutMs: number,
  ): MailboxAnswer | null {
    clearMailbox(this.mailbox);
    const request: BlockingRequest = {
      url: this.featureOrigin + path,
      headers,
      timeoutMs,
      mailbox: this.mailbox,
    };
    this.channel.postMessage(request);
    const answer = awaitMailbox(this.mailbox, timeoutMs + HELPER_GRACE_MS);
    // A helper that is late may still write into the old mailbox: leave it to it.
    if (answer === null) this.mailbox = createMailbox();
    return answer;
  }

  close(): void {
    this.channel.close();
  }
}
