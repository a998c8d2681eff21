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
import { dismissLostSession, useLostSession } from '../state/lost-session.ts';
import { useView } from '../state/view-store.ts';
import { createHostLink, useConnectionControl, type HostLinkControl } from './create-host-link.ts';
import { active, kept } from './host-story.test-support.ts';
import { channelUrl } from './open-channel.ts';

let control: HostLinkControl | null = null;
afterEach(() => {
  control?.stop();
  dismissLostSession();
  vi.useRealTimers();
  useHost.setState({ connection: { phase: 'connecting' }, state: null });
});

/** @param host asked anew for every channel */
function start(host: () => MemoryWindowHost): { readonly ends: Duplex[] } {
  const ends: Duplex[] = [];
  control = createHostLink(() => {
    const [hostEnd, pageEnd] = memoryPair();
    new WindowSession({ duplex: hostEnd, host: host(), timers: new HandTimers() });
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
  start(() => host);
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
  const { ends } = start(() => host);
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

async function restart(before: MemoryWindowHost, after: MemoryWindowHost): Promise<void> {
  vi.useFakeTimers();
  let host = before;
  const { ends } = start(() => host);
  await settled();
  host = after;
  ends[0]?.close('killed');
  await settled();
  useConnectionControl.getState().retryNow();
  await settled();
  expect(useHost.getState().connection).toEqual({ phase: 'connected' });
}

test('says what is gone when another host answers, and looks at the latest', async () => {
  const before = new MemoryWindowHost('host-1', {
    runs: [kept(1, 1), kept(2, 2)],
    activity: active(3, 3),
  });
  useView.getState().show({ kind: 'run', number: 1 });
  await restart(before, new MemoryWindowHost('host-2'));
  expect(useLostSession.getState().lost).toEqual({ runs: 2, active: true });
  expect(useHost.getState().state?.runs).toEqual([]);
  expect(useView.getState().showing).toEqual({ kind: 'latest' });
});

test.each([
  ['the same host answers', 'host-1', [kept(1, 1)]],
  ['the earlier host had no run', 'host-2', []],
])('says nothing of a loss when %s', async (_, id, runs) => {
  await restart(new MemoryWindowHost('host-1', { runs }), new MemoryWindowHost(id, { runs }));
  expect(useLostSession.getState().lost).toBe(null);
});

test('the channel is where the page came from', () => {
  expect(channelUrl({ protocol: 'http:', host: '127.0.0.1:7380' })).toBe(
    'ws://127.0.0.1:7380/channel',
  );
  expect(channelUrl({ protocol: 'https:', host: 'box' })).toBe('wss://box/channel');
});
