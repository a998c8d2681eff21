// What every carrier of the channel must do, as one suite; each carrier's test runs it over a pair of its own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelMessage, Duplex } from './duplex.ts';

export interface DuplexPair {
  readonly left: Duplex;
  readonly right: Duplex;
  /** Ends what carries the pair. */
  readonly dispose: () => Promise<void> | void;
}

/** What an end is told, and a way to wait until it has been told enough. */
export class Ear {
  readonly messages: ChannelMessage[] = [];
  readonly closes: string[] = [];
  private waiting: { readonly enough: () => boolean; readonly resolve: () => void }[] = [];

  listenTo(duplex: Duplex): this {
    duplex.listen({
      message: (message) => {
        this.messages.push(message);
        this.wake();
      },
      closed: (reason) => {
        this.closes.push(reason);
        this.wake();
      },
    });
    return this;
  }

  until(enough: () => boolean): Promise<void> {
    if (enough()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ enough, resolve }));
  }

  got(count: number): Promise<void> {
    return this.until(() => this.messages.length >= count);
  }

  closed(): Promise<void> {
    return this.until(() => this.closes.length > 0);
  }

  private wake(): void {
    const due = this.waiting.filter(({ enough }) => enough());
    this.waiting = this.waiting.filter((entry) => !due.includes(entry));
    for (const { resolve } of due) resolve();
  }
}

function bytes(length: number, seed = 1): ArrayBuffer {
  return Uint8Array.from({ length }, (_, n) => (n * 31 + seed) & 0xff).buffer;
}

export function duplexContract(carrier: string, makePair: () => Promise<DuplexPair>): void {
  describe(`a channel over ${carrier}`, () => {
    let pair: DuplexPair;
    beforeEach(async () => {
      pair = await makePair();
    });
    afterEach(async () => {
      pair.left.close('the test is over');
      pair.right.close('the test is over');
      await pair.dispose();
    });

    it('delivers text and buffers in the order in which they were sent, both ways', async () => {
      const [left, right] = [new Ear().listenTo(pair.left), new Ear().listenTo(pair.right)];
      const sent = Array.from({ length: 200 }, (_, n) =>
        n % 3 === 0 ? bytes(n, n) : `message ${n} — 消息`,
      );
      for (const message of sent) {
        pair.left.send(message);
        pair.right.send(message);
      }
      await Promise.all([left.got(sent.length), right.got(sent.length)]);
      expect(right.messages).toEqual(sent);
      expect(left.messages).toEqual(sent);
    });

    it('delivers a large buffer whole, and leaves the sender’s as it was', async () => {
      const right = new Ear().listenTo(pair.right);
      const large = bytes(9_000_000);
      pair.left.send(large);
      pair.left.send('after');
      await right.got(2);
      expect(large.byteLength).toBe(9_000_000);
      const [arrived] = right.messages;
      expect(arrived).toBeInstanceOf(ArrayBuffer);
      expect(Buffer.compare(Buffer.from(arrived as ArrayBuffer), Buffer.from(large))).toBe(0);
    });

    it('delivers what came before somebody listened, first', async () => {
      const left = new Ear().listenTo(pair.left);
      pair.left.send('one');
      pair.left.send(bytes(4));
      // The answer shows that both have arrived at the other end.
      pair.right.send('answer');
      await left.got(1);
      const right = new Ear().listenTo(pair.right);
      pair.left.send('three');
      await right.got(3);
      expect(right.messages).toEqual(['one', bytes(4), 'three']);
    });

    it('tells a close once at both ends, after what was sent before it', async () => {
      const [left, right] = [new Ear().listenTo(pair.left), new Ear().listenTo(pair.right)];
      pair.left.send('last words');
      pair.left.close('enough');
      pair.left.close('again');
      await Promise.all([left.closed(), right.closed()]);
      pair.right.close('me too');
      expect(right.messages).toEqual(['last words']);
      expect(left.closes).toEqual(['enough']);
      expect(right.closes).toEqual(['enough']);
      expect(left.messages).toEqual([]);
    });

    it('drops what is sent after the close, at either end', async () => {
      const [left, right] = [new Ear().listenTo(pair.left), new Ear().listenTo(pair.right)];
      pair.left.close('enough');
      pair.left.send('too late');
      await Promise.all([left.closed(), right.closed()]);
      pair.right.send('much too late');
      pair.right.send(bytes(3));
      expect(right.messages).toEqual([]);
      expect(left.messages).toEqual([]);
    });

    it('tells a close to whoever listens only afterwards', async () => {
      const left = new Ear().listenTo(pair.left);
      pair.left.send('last words');
      pair.left.close('enough');
      await left.closed();
      const right = new Ear().listenTo(pair.right);
      await right.closed();
      expect(right.messages).toEqual(['last words']);
      expect(right.closes).toEqual(['enough']);
    });

    it('has one listener', () => {
      new Ear().listenTo(pair.left);
      expect(() => new Ear().listenTo(pair.left)).toThrow('one listener');
    });

    it('says how much is waiting to be taken', () => {
      expect(pair.left.bufferedBytes).toBeGreaterThanOrEqual(0);
    });
  });
}
