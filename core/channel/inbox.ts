// The receiving half of every carrier: keeps what comes before somebody listens, tells the close once and nothing after it.
// Carriers put in what their sockets and ports say; there is no carrier here. What waits is little: a page says
// hello before it is answered, and batches come against credits.
import type { ChannelMessage, DuplexListener } from './duplex.ts';

type Phase =
  | { readonly phase: 'open' }
  /** The far end closed; told as soon as somebody listens. */
  | { readonly phase: 'ended'; readonly reason: string }
  | { readonly phase: 'told' };

export class Inbox {
  private listener: DuplexListener | null = null;
  private state: Phase = { phase: 'open' };
  private waiting: ChannelMessage[] = [];

  get closed(): boolean {
    return this.state.phase !== 'open';
  }

  /** @throws Error the second time */
  listen(listener: DuplexListener): void {
    if (this.listener !== null) throw new Error('a channel has one listener');
    this.listener = listener;
    const { waiting } = this;
    this.waiting = [];
    for (const message of waiting) if (this.mayDeliver()) listener.message(message);
    if (this.state.phase === 'ended') this.tell(this.state.reason);
  }

  /** A message arrived. */
  message(message: ChannelMessage): void {
    if (this.closed) return;
    if (this.listener === null) this.waiting.push(message);
    else this.listener.message(message);
  }

  /** The far end closed, or the carrier broke: told after what came before. */
  ended(reason: string): void {
    if (this.closed) return;
    if (this.listener === null) this.state = { phase: 'ended', reason };
    else this.tell(reason);
  }

  /** This end closes: what has not been delivered is no longer of interest. */
  hangUp(reason: string): void {
    this.waiting = [];
    this.ended(reason);
  }

  /** Asked by a function, because the listener may hang up while it is told. */
  private mayDeliver(): boolean {
    return this.state.phase !== 'told';
  }

  private tell(reason: string): void {
    this.state = { phase: 'told' };
    this.listener?.closed(reason);
  }
}
