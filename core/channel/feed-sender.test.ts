// The feed from a host to its windows: credits, a slow page, a full carrier, breaks; and that whatever is lost on the way, the
// page's copy ends equal to the host's.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeedHeader } from '../contract/feed.ts';
import { appendSpans, expectSame, sendRequest } from '../trace/feed-pair.test-support.ts';
import { FEED_CREDITS } from './frames.ts';
import { FeedSender } from './feed-sender.ts';
import { HandTimers } from './timers.test-support.ts';
import { HandFeed, MemoryWindowHost } from './window-host.test-support.ts';
import { openWindow, PageFeed, settled, type OpenWindow } from './window-pair.test-support.ts';

function sender(feed: HandFeed) {
  const sent: { base: number; sequence: number; run: number }[] = [];
  const buffers: ArrayBuffer[] = [];
  const carrier = {
    bufferedBytes: 0,
    send: (batch: ArrayBuffer) => {
      const { baseSequence: base, sequence, run } = readFeedHeader(batch);
      sent.push({ base, sequence, run });
      buffers.push(batch);
    },
  };
  const timers = new HandTimers();
  return { sender: new FeedSender(feed, carrier, timers), carrier, timers, sent, buffers };
}

function grow(feed: HandFeed, times: number): void {
  for (let n = 0; n < times; n++) {
    appendSpans(feed.store, 1);
    feed.publish();
  }
}

describe('a sender of the feed', () => {
  it('passes the published batch itself to every window that is in step', () => {
    const feed = new HandFeed();
    feed.begin();
    const windows = [sender(feed), sender(feed)];
    for (const window of windows) {
      window.sender.start(null);
      window.sender.credit(5);
    }
    feed.asked = 0;
    grow(feed, 3);
    expect(windows[0]?.buffers).toHaveLength(3);
    expect(windows[1]?.buffers.every((batch, n) => batch === windows[0]?.buffers[n])).toBe(true);
    expect(feed.asked).toBe(0);
  });

  it('skips a window that is out of credit, and then sends it everything at once', () => {
    const feed = new HandFeed();
    feed.begin();
    const { sender: slow, sent } = sender(feed);
    slow.start(null);
    slow.credit(2);
    grow(feed, 1000);
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2]);
    slow.credit(3);
    expect(sent[2]).toEqual({ run: 1, base: 2, sequence: 1000 });
    grow(feed, 1);
    expect(sent[3]).toEqual({ run: 1, base: 1000, sequence: 1001 });
    expect(sent).toHaveLength(4);
  });

  it('adds nothing to a carrier that is full, and looks again although nothing more happens', () => {
    const feed = new HandFeed();
    feed.begin();
    const { sender: stuck, carrier, sent, timers } = sender(feed);
    stuck.start(null);
    stuck.credit(5);
    grow(feed, 1);
    carrier.bufferedBytes = 1e9;
    grow(feed, 50);
    timers.pass(1000);
    expect(sent).toHaveLength(1);
    expect(timers.pending).toBe(1);
    carrier.bufferedBytes = 0;
    timers.pass(60);
    expect(sent[1]).toEqual({ run: 1, base: 1, sequence: 51 });
    expect(timers.pending).toBe(0);
  });

  it('goes on where a window was, and begins anew when that run is no longer recorded', () => {
    const feed = new HandFeed();
    feed.begin();
    grow(feed, 7);
    const back = sender(feed);
    back.sender.credit(8);
    back.sender.start({ run: 1, sequence: 4 });
    expect(back.sent).toEqual([{ run: 1, base: 4, sequence: 7 }]);
    const current = sender(feed);
    current.sender.credit(8);
    current.sender.start({ run: 1, sequence: 7 });
    expect(current.sent).toEqual([]);
    feed.begin();
    grow(feed, 2);
    const late = sender(feed);
    late.sender.credit(8);
    late.sender.start({ run: 1, sequence: 7 });
    expect(late.sent).toEqual([{ run: 2, base: 0, sequence: 2 }]);
  });

  it('goes from the end of a run to the first batch of the next without asking', () => {
    const feed = new HandFeed();
    feed.begin();
    const { sender: follower, sent } = sender(feed);
    follower.start(null);
    follower.credit(10);
    grow(feed, 1);
    feed.asked = 0;
    feed.begin();
    grow(feed, 1);
    expect(sent.map(({ run, sequence }) => `${run}.${sequence}`)).toEqual(['1.1', '1.2', '2.1']);
    expect(feed.asked).toBe(0);
  });

  it('takes no more credit than a window can need', () => {
    const feed = new HandFeed();
    feed.begin();
    const { sender: greedy, sent } = sender(feed);
    greedy.start(null);
    for (let n = 0; n < 100; n++) greedy.credit(1000);
    grow(feed, 500);
    expect(sent.length).toBeLessThan(100);
  });
});

type Step =
  | { readonly do: 'append'; readonly count: number }
  | { readonly do: 'close'; readonly which: number }
  | { readonly do: 'request' | 'publish' | 'settle' | 'run' | 'reconnect' | 'restart' }
  | { readonly do: 'lose'; readonly batches: boolean; readonly credits: boolean }
  | { readonly do: 'full'; readonly bytes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(60).map((count): Step => ({ do: 'append', count })) },
  { weight: 4, arbitrary: fc.nat(1000).map((which): Step => ({ do: 'close', which })) },
  {
    weight: 14,
    arbitrary: fc.constantFrom<Step>(
      { do: 'request' },
      { do: 'publish' },
      { do: 'publish' },
      { do: 'publish' },
      { do: 'settle' },
      { do: 'run' },
      { do: 'reconnect' },
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.boolean(), fc.boolean())
      .map(([batches, credits]): Step => ({ do: 'lose', batches, credits })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0, 1e9).map((bytes): Step => ({ do: 'full', bytes })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'restart' }) },
);

/** A page and a host between which anything may go wrong. */
class Trial {
  host = new MemoryWindowHost('host-1');
  readonly page = new PageFeed();
  private window: OpenWindow;
  private losing = { batches: false, credits: false };
  private lives = 1;

  constructor() {
    this.host.feed.begin();
    this.window = this.open();
  }

  async act(step: Step): Promise<void> {
    const { feed } = this.host;
    const { store } = feed;
    if (step.do === 'append') appendSpans(store, step.count);
    if (step.do === 'request') sendRequest(store);
    if (step.do === 'close' && store.spans.length > 0)
      store.close(step.which % store.spans.length, 1e4 + step.which);
    if (step.do === 'publish') feed.publish();
    if (step.do === 'settle') await settled();
    if (step.do === 'run') feed.begin();
    if (step.do === 'lose') this.losing = step;
    if (step.do === 'full') this.window.hostEnd.bufferedBytes = step.bytes;
    if (step.do === 'reconnect') this.reconnect();
    if (step.do === 'restart') {
      this.host = new MemoryWindowHost(`host-${++this.lives}`);
      this.host.feed.begin();
      this.reconnect();
    }
  }

  /** Everything works again. */
  async recover(): Promise<void> {
    this.losing = { batches: false, credits: false };
    // Lost credit comes back with a new channel only; a carrier that has lost a message is a broken one.
    this.reconnect();
    for (let n = 0; n < 4; n++) {
      await settled();
      this.window.timers.pass(100);
    }
    sendRequest(this.host.feed.store);
    this.host.feed.publish();
    await settled();
  }

  private reconnect(): void {
    this.window.hostEnd.close('cut');
    this.window = this.open();
  }

  private open(): OpenWindow {
    const window = openWindow(this.host, this.page);
    const { hostEnd, pageEnd } = window;
    const [fromHost, fromPage] = [hostEnd.send.bind(hostEnd), pageEnd.send.bind(pageEnd)];
    hostEnd.send = (message) => {
      if (!(this.losing.batches && typeof message !== 'string')) fromHost(message);
    };
    pageEnd.send = (message) => {
      if (!(this.losing.credits && typeof message === 'string' && message.includes('credit')))
        fromPage(message);
    };
    return window;
  }
}

describe('the feed of a window', () => {
  it('ends equal to the host’s, whatever is lost, cut, full or started again on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (script) => {
        const trial = new Trial();
        for (const step of script) await trial.act(step);
        await trial.recover();
        expectSame(trial.page.consumer, trial.host.feed.store);
        expect(trial.page.consumer.run).toBe(trial.host.feed.run);
      }),
      { numRuns: 200 },
    );
  });

  it('asks once for what is missing, and gets it without a snapshot', async () => {
    const host = new MemoryWindowHost();
    const store = host.feed.begin();
    const page = new PageFeed();
    const { hostEnd } = openWindow(host, page);
    appendSpans(store, 500);
    host.feed.publish();
    await settled();
    const send = hostEnd.send.bind(hostEnd);
    hostEnd.send = () => undefined;
    grow(host.feed, 1);
    const sizes: number[] = [];
    hostEnd.send = (message) => {
      if (typeof message !== 'string') sizes.push(message.byteLength);
      send(message);
    };
    grow(host.feed, 3);
    await settled();
    expectSame(page.consumer, store);
    expect(page.results).toEqual(['applied', 'gap', 'gap', 'gap', 'applied']);
    expect(Math.max(...sizes)).toBeLessThan(1000);
  });

  it('holds no more than its credit for a page that does not read', async () => {
    const host = new MemoryWindowHost();
    host.feed.begin();
    const page = new PageFeed();
    const { hostEnd, pageEnd } = openWindow(host, page);
    await settled();
    pageEnd.send = () => undefined;
    let batches = 0;
    hostEnd.send = (message) => {
      if (typeof message !== 'string') batches++;
    };
    grow(host.feed, 5000);
    await settled();
    expect(batches).toBe(FEED_CREDITS);
  });
});
