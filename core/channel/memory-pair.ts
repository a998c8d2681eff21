// Two ends of a channel in one memory: for tests, and wherever page and host share a thread. A message arrives in a later
// microtask, never while it is being sent; a close arrives after what was sent before it.
import type { ChannelMessage, Duplex, DuplexListener } from './duplex.ts';
import { Inbox } from './inbox.ts';

class MemoryEnd implements Duplex {
  /** What a carrier would report; a test sets it to play a page that does not read. */
  bufferedBytes = 0;
  private readonly inbox = new Inbox();
  private peer: MemoryEnd | null = null;

  join(peer: MemoryEnd): void {
    this.peer = peer;
  }

  send(message: ChannelMessage): void {
    if (this.inbox.closed) return;
    // As every carrier does: the other end gets a copy.
    const copy = typeof message === 'string' ? message : message.slice(0);
    this.later((inbox) => {
      inbox.message(copy);
    });
  }

  listen(listener: DuplexListener): void {
    this.inbox.listen(listener);
  }

  close(reason: string): void {
    if (this.inbox.closed) return;
    this.later((inbox) => {
      inbox.ended(reason);
    });
    this.inbox.hangUp(reason);
  }

  private later(arrive: (inbox: Inbox) => void): void {
    const { peer } = this;
    if (peer === null) return;
    void Promise.resolve().then(() => {
      arrive(peer.inbox);
    });
  }
}

/** Two ends, joined. */
export function memoryPair(): readonly [MemoryEnd, MemoryEnd] {
  const [left, right] = [new MemoryEnd(), new MemoryEnd()];
  left.join(right);
  right.join(left);
  return [left, right];
}
