// The blocking fetch: the calling thread sleeps until the blocking-I/O thread has fetched for it, as a thread in
// `requests.get()` would. On the event loop this blocks everything, truthfully.
import { BroadcastChannel } from 'node:worker_threads';
import { HEADERS } from '../../core/contract/http-headers.ts';
import {
  awaitMailbox,
  callerChannel,
  clearMailbox,
  createMailbox,
  type BlockingRequest,
} from './blocking-mailbox.ts';
import { featureHeader, itemPath, type FeatureAnswer } from './feature-answer.ts';

/** How long past its own time-out the helper may take to say so, before it is taken for dead. */
const HELPER_GRACE_MS = 1000;
/** An item that exists like any other; fetching it opens a connection. */
const WARM_UP_ITEM = 0;

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
    clearMailbox(this.mailbox);
    const request: BlockingRequest = {
      url: this.featureOrigin + itemPath(itemId),
      headers: { [HEADERS.feature]: featureHeader(requestId, index) },
      timeoutMs,
      mailbox: this.mailbox,
    };
    this.channel.postMessage(request);
    const answer = awaitMailbox(this.mailbox, timeoutMs + HELPER_GRACE_MS);
    if (answer !== null) return answer;
    // The helper may still write into the old mailbox: leave it to it.
    this.mailbox = createMailbox();
    return { outcome: 'timeout' };
  }

  /** Opens a connection and compiles the way to it, so that the first measured fetch is no slower than the next. */
  warm(): void {
    this.fetchItem(WARM_UP_ITEM, 0, 0, HELPER_GRACE_MS);
  }

  close(): void {
    this.channel.close();
  }
}
