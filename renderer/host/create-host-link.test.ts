// The window's end as a whole against a host in memory: state and trace arrive in the stores, commands go out, and it comes
// back when the network does.
import { afterEach, expect, test, vi } from 'vitest';
import type { Duplex } from '../../core/channel/duplex.ts';
import { memoryPair } from '../../core/channel/memory-pair.ts';
import { HandTimers } from '../../core/channel/timers.test-support.ts';
import { MemoryWindowHost } from '../../core/channel/window-host.test-support.ts';
import { settled } from '../../core/channel/window-pair.test-support.ts';
import { WindowSession } from '../../core/channel/window-session.ts';
import { appendSpans } from '../../core/trace/feed-pair.test-support.ts';
import { useHost } from '../state/host-store.ts';
import { createHostLink, useConnectionControl, type HostLinkControl } from './create-host-link.ts';
import { active } from './host-story.test-support.ts';
import { channelUrl } from './open-channel.ts';

let control: HostLinkControl | null = null;
afterEach(() => {
  control?.stop();
  vi.useRealTimers();
  useHost.setState({ connection: { phase: 'connecting' }, state: null });
});

function start(host: MemoryWindowHost): { readonly ends: Duplex[] } {
  const ends: Duplex[] = [];
  control = createHostLink(() => {
    const [hostEnd, pageEnd] = memoryPair();
    new WindowSession({ duplex: hostEnd, host, timers: new HandTimers() });
    ends.push(hostEnd);
    return pageEnd;
  });
  control.start();
  return { ends };
}

test('brings state, trace and answers into the window', async () => {
  const host = new MemoryWindowHost().handle({
    'run.fire': async ({ scenario }) => ({ number: scenario.requests }),
  });
  start(host);
  await settled();
  expect(useHost.getState().connection).toEqual({ phase: 'connected' });
  expect(useHost.getState().state).toEqual(host.state());
  host.feed.begin();
  host.change({ activity: active(1, 1) });
  appendSpans(host.feed.store, 4);
  host.feed.publish();
  await settled();
  expect(control?.link.trace.current()?.spans.length).toBe(4);
  const { scenario } = host.state();
  const fired = await control?.link.call('run.fire', { scenario });
  expect(fired).toEqual({ number: scenario.requests });
});

test.each([
  ['the network is back', () => window.dispatchEvent(new Event('online'))],
  ['somebody looks again', () => document.dispatchEvent(new Event('visibilitychange'))],
  [
    'somebody asks for it',
    () => {
      useConnectionControl.getState().retryNow();
    },
  ],
])('a connection that was cut comes back as soon as %s, with all of the trace', async (_, wake) => {
  // The pause before the next try never passes by itself.
  vi.useFakeTimers();
  const host = new MemoryWindowHost('host-1', { activity: active(1, 1) });
  host.feed.begin();
  const { ends } = start(host);
  await settled();
  ends[0]?.close('cut');
  await settled();
  expect(useHost.getState().connection).toMatchObject({ phase: 'lost', reason: 'cut' });
  appendSpans(host.feed.store, 7);
  host.feed.publish();
  wake();
  await settled();
  expect(useHost.getState().connection).toEqual({ phase: 'connected' });
  expect(control?.link.trace.current()?.spans.length).toBe(7);
});

test('the channel is where the page came from', () => {
  expect(channelUrl({ protocol: 'http:', host: '127.0.0.1:7380' })).toBe(
    'ws://127.0.0.1:7380/channel',
  );
  expect(channelUrl({ protocol: 'https:', host: 'box' })).toBe('wss://box/channel');
});
