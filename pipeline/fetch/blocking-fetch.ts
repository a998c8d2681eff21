// The blocking fetch: the calling thread sleeps until the blocking-I/O thread has fetched for it, as a thread in
// `requests.get()` would. On the event loop this blocks everything, truthfully.
import { BroadcastChannel } from 'node:worker_threads';
import { HEADERS } from '../../core/contract/predict.ts';
import { awaitMailbox, clearMailbox, createMailbox, type BlockingRequest } from './blocking-mailbox.ts';
import { featureHeader, itemPath, parseAnswer, type FeatureAnswer } from './feature-answer.ts';

/** How long past its own time-out the helper may take to say so, before it is taken for dead. */
const HELPER_GRACE_MS = 1000;

export class BlockingFetcher {
  private readonly channel: BroadcastChannel;
  private readonly featureOrigin: string;
  private mailbox = createMailbox();

  /** @param channelName name of the channel on which the blocking-I/O thread listens */
  constructor(channelName: string, featureOrigin: string) {
    this.channel = new BroadcastChannel(channelName);
    this.channel.unref();
    this.featureOrigin = featureOrigin;
  }

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
    if (answer === null) {
      // The helper may still write into the old mailbox: leave it to it.
      this.mailbox = createMailbox();
      return { outcome: 'timeout' };
    }
    if (answer.status === 408) return { outcome: 'timeout' };
    if (answer.status === 0) return { outcome: 'failed', reason: answer.body };
    return parseAnswer(answer.status, answer.body, answer.readyNs);
  }

  close(): void {
    this.channel.close();
  }
}
