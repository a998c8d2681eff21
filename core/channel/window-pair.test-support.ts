// A window and its session, joined in memory, with one clock; and a page's copy of the feed that outlives its channels.
import type { HostState, HostStatePatch } from '../contract/window-state.ts';
import { FeedConsumer, type FeedResult } from '../trace/feed-consumer.ts';
import { memoryPair } from './memory-pair.ts';
import { HandTimers } from './timers.test-support.ts';
import { WindowClient, type ClientEnd, type FeedReceiver } from './window-client.ts';
import type { MemoryWindowHost } from './window-host.test-support.ts';
import { WindowSession } from './window-session.ts';

/** What a page keeps over its channels. */
export class PageFeed implements FeedReceiver {
  consumer = new FeedConsumer();
  host: string | null = null;
  readonly results: FeedResult[] = [];

  position(): { host: string; run: number; sequence: number } | null {
    return this.host === null ? null : { host: this.host, ...this.consumer.position };
  }

  greeted(host: string): void {
    if (this.host !== host) this.consumer = new FeedConsumer();
    this.host = host;
  }

  take(batch: ArrayBuffer): FeedResult {
    const result = this.consumer.apply(batch);
    this.results.push(result);
    return result;
  }
}

/** Turns of the microtask queue after which nothing is on the way in memory: a message and its answers take a few each. */
const TURNS = 40;

/** Lets everything that is on the way arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
}

export interface OpenWindow {
  readonly client: WindowClient;
  readonly session: WindowSession;
  readonly timers: HandTimers;
  readonly states: HostState[];
  readonly patches: HostStatePatch[];
  readonly ends: ClientEnd[];
  /** What the session was told when its channel closed. */
  readonly closes: string[];
  readonly hostEnd: ReturnType<typeof memoryPair>[0];
  readonly pageEnd: ReturnType<typeof memoryPair>[1];
}

export function openWindow(host: MemoryWindowHost, feed = new PageFeed()): OpenWindow {
  const [hostEnd, pageEnd] = memoryPair();
  const timers = new HandTimers();
  const seen = {
    states: [] as HostState[],
    patches: [] as HostStatePatch[],
    ends: [] as ClientEnd[],
    closes: [] as string[],
  };
  const session = new WindowSession({
    duplex: hostEnd,
    host,
    timers,
    onClosed: (reason) => seen.closes.push(reason),
  });
  const client = new WindowClient({
    duplex: pageEnd,
    feed,
    timers,
    onWelcome: (id, state) => {
      feed.greeted(id);
      seen.states.push(state);
    },
    onState: (patch) => seen.patches.push(patch),
    onEnd: (end) => seen.ends.push(end),
  });
  return { client, session, timers, hostEnd, pageEnd, ...seen };
}
