// Both ends of a channel over a pair in memory: greeting, commands, state, silence, and what a page must not send.
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../contract/scenario.ts';
import { CommandError } from '../contract/window-commands.ts';
import { Ear } from './duplex-contract.test-support.ts';
import { CHANNEL_VERSIONS, FEED_CREDITS } from './frames.ts';
import { memoryPair } from './memory-pair.ts';
import { MAX_CALLS_UNDER_WAY } from './rpc-server.ts';
import { HandTimers } from './timers.test-support.ts';
import { WindowClient } from './window-client.ts';
import { MemoryWindowHost } from './window-host.test-support.ts';
import { openWindow, PageFeed, settled } from './window-pair.test-support.ts';
import { WindowSession } from './window-session.ts';

const fire = { scenario: DEFAULT_SCENARIO };

describe('a window', () => {
  it('is told the whole state first, then what changes', async () => {
    const host = new MemoryWindowHost();
    const window = openWindow(host);
    await settled();
    expect(window.states).toEqual([host.state()]);
    host.change({ loop: { phase: 'down', reason: 'crashed' } });
    await settled();
    expect(window.patches).toEqual([{ loop: { phase: 'down', reason: 'crashed' } }]);
  });

  it('gets changes that follow quickly as one, and never after an answer that builds on them', async () => {
    const host = new MemoryWindowHost();
    host.handle({ 'run.stop': () => Promise.resolve(null) });
    const window = openWindow(host);
    await settled();
    const outside = (requests: number) => ({ outside: { feedRun: 1, requests, inFlight: 0 } });
    host.change(outside(1));
    host.change(outside(2));
    host.change({ deleted: [{ number: 1, mode: 'sync' }], ...outside(3) });
    await settled();
    expect(window.patches).toEqual([outside(1)]);
    window.timers.pass(40);
    await settled();
    expect(window.patches.slice(1)).toEqual([
      { deleted: [{ number: 1, mode: 'sync' }], ...outside(3) },
    ]);
    host.change(outside(4));
    host.change(outside(5));
    await window.client.call('run.stop', null);
    expect(window.patches.at(-1)).toEqual(outside(5));
  });

  it('is told nothing of the state while its carrier is full, and once about all of it afterwards', async () => {
    const host = new MemoryWindowHost();
    const window = openWindow(host);
    await settled();
    window.hostEnd.bufferedBytes = 1e9;
    for (let requests = 1; requests <= 100; requests++) {
      host.change({ outside: { feedRun: 1, requests, inFlight: 0 } });
      window.timers.pass(20);
    }
    await settled();
    expect(window.patches).toEqual([]);
    window.hostEnd.bufferedBytes = 0;
    window.timers.pass(40);
    await settled();
    expect(window.patches).toEqual([{ outside: { feedRun: 1, requests: 100, inFlight: 0 } }]);
  });

  it('that goes leaves nothing behind', async () => {
    const host = new MemoryWindowHost();
    host.feed.begin();
    const window = openWindow(host);
    await settled();
    expect([host.watched, host.feed.listening]).toEqual([1, 1]);
    host.change({ deleted: [] });
    host.change({ deleted: [] });
    window.client.close('the tab was closed');
    await settled();
    expect([host.watched, host.feed.listening, window.timers.pending]).toEqual([0, 0, 0]);
    expect(window.ends).toEqual([{ why: 'lost', reason: 'the tab was closed' }]);
    expect(window.closes).toEqual(['the tab was closed']);
  });

  it('is told when the host ends, and why', async () => {
    const window = openWindow(new MemoryWindowHost());
    await settled();
    window.session.end('ended', 'the host was ended');
    await settled();
    expect(window.ends).toEqual([{ why: 'ended', reason: 'the host was ended' }]);
  });
});

describe('commands', () => {
  it('are answered with what the handler gives, parsed at both ends', async () => {
    const host = new MemoryWindowHost().handle({
      'run.fire': async ({ scenario }) => ({ number: scenario.requests, surplus: 1 }),
      'run.trace': async () => Uint8Array.of(1, 2, 3).buffer,
    });
    const { client } = openWindow(host);
    expect(await client.call('run.fire', fire)).toEqual({ number: DEFAULT_SCENARIO.requests });
    const trace = await client.call('run.trace', { number: 3 });
    expect([...new Uint8Array(trace)]).toEqual([1, 2, 3]);
  });

  it('may be under way together and be answered in another order', async () => {
    const first = Promise.withResolvers<{ number: number }>();
    const host = new MemoryWindowHost().handle({
      'run.fire': () => first.promise,
      'run.stop': () => Promise.resolve(null),
    });
    const { client } = openWindow(host);
    const fired = client.call('run.fire', fire);
    expect(await client.call('run.stop', null)).toBeNull();
    first.resolve({ number: 9 });
    expect(await fired).toEqual({ number: 9 });
  });

  it('are refused in the handler’s words', async () => {
    const host = new MemoryWindowHost().handle({
      'run.fire': () => Promise.reject(new CommandError('busy', 'run 4 is active')),
    });
    const { client } = openWindow(host);
    await expect(client.call('run.fire', fire)).rejects.toMatchObject({
      code: 'busy',
      message: 'run 4 is active',
    });
  });

  it('with an argument out of its limits are refused before the handler, naming the place and the limit', async () => {
    const { client } = openWindow(new MemoryWindowHost());
    const scenario = { ...DEFAULT_SCENARIO, requests: 10_001 };
    await expect(client.call('run.fire', { scenario })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^run\.fire: scenario\.requests: .*10000/),
    });
  });

  it('that nobody knows are refused', async () => {
    const { client } = openWindow(new MemoryWindowHost());
    await expect(client.call('constructor' as 'run.stop', null)).rejects.toMatchObject({
      code: 'invalid',
      message: 'no command is called "constructor"',
    });
  });

  it('whose handler fails are told as a fault, in one line', async () => {
    const host = new MemoryWindowHost().handle({
      'run.stop': () => Promise.reject(new Error('the pipe broke\n    at somewhere')),
      'outside.keep': () => {
        throw new TypeError('thrown at once');
      },
    });
    const { client } = openWindow(host);
    await expect(client.call('run.stop', null)).rejects.toMatchObject({
      code: 'internal',
      message: 'the pipe broke',
    });
    await expect(client.call('outside.keep', null)).rejects.toMatchObject({
      code: 'internal',
      message: 'thrown at once',
    });
  });

  it('whose answer cannot be read fail, and do not hang', async () => {
    const host = new MemoryWindowHost().handle({
      'run.fire': async () => ({ number: 'seven' }) as unknown as { number: number },
      'run.trace': async () => 'text' as unknown as ArrayBuffer,
      'run.stop': async () => new ArrayBuffer(3) as unknown as null,
    });
    const { client } = openWindow(host);
    for (const asked of [
      client.call('run.fire', fire),
      client.call('run.trace', { number: 1 }),
      client.call('run.stop', null),
    ])
      await expect(asked).rejects.toMatchObject({ code: 'internal' });
  });

  it('under way fail when the channel closes, and so do later ones', async () => {
    const host = new MemoryWindowHost().handle({ 'run.stop': () => new Promise(() => undefined) });
    const window = openWindow(host);
    const asked = window.client.call('run.stop', null);
    await settled();
    window.hostEnd.close('the host is gone');
    const gone = { code: 'unavailable', message: 'the host is gone' };
    await expect(asked).rejects.toMatchObject(gone);
    await expect(window.client.call('run.stop', null)).rejects.toMatchObject(gone);
  });

  it('for a trace are answered one at a time, and none while the window takes nothing', async () => {
    const host = new MemoryWindowHost();
    const traces: PromiseWithResolvers<ArrayBuffer>[] = [];
    host.handle({
      'run.trace': () => {
        const trace = Promise.withResolvers<ArrayBuffer>();
        traces.push(trace);
        return trace.promise;
      },
    });
    const window = openWindow(host);
    await settled();
    const first = window.client.call('run.trace', { number: 1 });
    await expect(window.client.call('run.trace', { number: 2 })).rejects.toMatchObject({
      code: 'busy',
    });
    traces[0]?.resolve(new ArrayBuffer(8));
    expect((await first).byteLength).toBe(8);
    window.hostEnd.bufferedBytes = 1e9;
    await expect(window.client.call('run.trace', { number: 3 })).rejects.toMatchObject({
      code: 'busy',
    });
    expect(traces).toHaveLength(1);
  });

  it('beyond a bound are refused, until some are answered', async () => {
    const { promise, resolve } = Promise.withResolvers<null>();
    const host = new MemoryWindowHost().handle({ 'run.stop': () => promise });
    const { client } = openWindow(host);
    const asked = Array.from({ length: MAX_CALLS_UNDER_WAY }, () => client.call('run.stop', null));
    await expect(client.call('run.stop', null)).rejects.toMatchObject({ code: 'busy' });
    resolve(null);
    await Promise.all(asked);
    await expect(client.call('run.stop', null)).resolves.toBeNull();
  });
});

describe('a page of another version', () => {
  it('is told to reload, and closed', async () => {
    const [hostEnd, pageEnd] = memoryPair();
    const host = new MemoryWindowHost();
    new WindowSession({ duplex: hostEnd, host, timers: new HandTimers() });
    const page = new Ear().listenTo(pageEnd);
    const versions = { ...CHANNEL_VERSIONS, feed: 1 };
    pageEnd.send(JSON.stringify({ type: 'hello', versions, feed: null }));
    await page.closed();
    expect(JSON.parse(page.messages[0] as string)).toMatchObject({
      type: 'goodbye',
      why: 'version',
    });
    expect(page.closes[0]).toContain('reload');
    expect(host.feed.listening).toBe(0);
  });

  it('knows it from a welcome that it cannot read', async () => {
    const [hostEnd, pageEnd] = memoryPair();
    const ends: unknown[] = [];
    new WindowClient({
      duplex: pageEnd,
      feed: new PageFeed(),
      timers: new HandTimers(),
      onWelcome: () => undefined,
      onState: () => undefined,
      onEnd: (end) => ends.push(end),
    });
    const versions = { window: 99, feed: 1 };
    hostEnd.send(JSON.stringify({ type: 'welcome', versions, host: 'h', state: { new: 'shape' } }));
    await settled();
    expect(ends).toEqual([
      { why: 'version', reason: 'this page is of another version of Loopscope; reload it' },
    ]);
  });
});

describe('a host that falls silent', () => {
  async function silentHost(): Promise<ReturnType<typeof openWindow>> {
    const window = openWindow(new MemoryWindowHost());
    await settled();
    return window;
  }

  it('is given up within 10 s', async () => {
    const window = await silentHost();
    window.pageEnd.send = () => undefined;
    window.timers.pass(10_000);
    await settled();
    expect(window.ends).toEqual([{ why: 'lost', reason: 'the host does not answer' }]);
  });

  it('is kept for ever while it answers', async () => {
    const window = await silentHost();
    for (let n = 0; n < 30; n++) {
      window.timers.pass(5_000);
      await settled();
    }
    expect(window.ends).toEqual([]);
  });

  it('is given another chance when it was the page that slept', async () => {
    const window = await silentHost();
    window.timers.pass(5_000);
    // The pong is on its way, but the timer of the page that wakes up comes first.
    window.timers.sleep(3_600_000);
    await settled();
    window.timers.pass(5_000);
    await settled();
    expect(window.ends).toEqual([]);
  });
});

describe('a session', () => {
  async function raw(...messages: (string | ArrayBuffer)[]): Promise<Ear> {
    const [hostEnd, pageEnd] = memoryPair();
    new WindowSession({ duplex: hostEnd, host: new MemoryWindowHost(), timers: new HandTimers() });
    const page = new Ear().listenTo(pageEnd);
    for (const message of messages) pageEnd.send(message);
    await settled();
    return page;
  }
  const hello = JSON.stringify({ type: 'hello', versions: CHANNEL_VERSIONS, feed: null });

  it.each([
    ['no JSON', ['{'], 'not JSON'],
    ['no hello first', [JSON.stringify({ type: 'ping' })], 'hello'],
    ['two hellos', [hello, hello], 'one hello'],
    ['bytes', [hello, new ArrayBuffer(8)], 'no bytes'],
    ['an unknown frame', [hello, JSON.stringify({ type: 'surprise' })], 'could not be read'],
    ['credit without end', [hello, JSON.stringify({ type: 'credit', batches: 1e9 })], 'batches'],
    ['null', [hello, 'null'], 'could not be read'],
  ])('ends with a reason when it is sent %s', async (_what, messages, reason) => {
    const page = await raw(...messages);
    expect(page.closes).toHaveLength(1);
    expect(page.closes[0]).toContain(reason);
  });

  it('answers a call that it cannot read when it can tell which', async () => {
    const page = await raw(hello, JSON.stringify({ type: 'call', id: 7, method: 5 }));
    expect(page.closes).toEqual([]);
    expect(JSON.parse(page.messages.at(-1) as string)).toMatchObject({
      type: 'error',
      id: 7,
      code: 'invalid',
    });
  });

  it('sends no batch before the page has given credit', async () => {
    const [hostEnd, pageEnd] = memoryPair();
    const host = new MemoryWindowHost();
    new WindowSession({ duplex: hostEnd, host, timers: new HandTimers() });
    const page = new Ear().listenTo(pageEnd);
    host.feed.begin().append({
      kind: 1,
      lane: 0,
      request: 1,
      startMs: 0,
      endMs: 1,
      flags: 0,
      value: 0,
      code: 0,
      source: 0,
      generation: 1,
    });
    host.feed.publish();
    pageEnd.send(hello);
    await settled();
    expect(page.messages).toHaveLength(1);
    pageEnd.send(JSON.stringify({ type: 'credit', batches: FEED_CREDITS }));
    await settled();
    expect(page.messages[1]).toBeInstanceOf(ArrayBuffer);
  });
});
