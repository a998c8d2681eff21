// Puts the window's end together: channel, connection, copies of traces, stores. Made once by the page's entry; the first import
// of that entry is ./jitless.ts.
import { create } from 'zustand';
import type { HostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { noteLostSession } from '../state/lost-session.ts';
import { useView } from '../state/view-store.ts';
import { HostConnection, type OpenedChannel } from './connection.ts';
import { channelOpener } from './open-channel.ts';
import { pageTimers } from './page-timers.ts';
import { TraceHub } from './trace-hub.ts';

/** What a panel may do about the connection itself. */
export const useConnectionControl = create<{ readonly retryNow: () => void }>()(() => ({
  retryNow: () => undefined,
}));

export interface HostLinkControl {
  readonly link: HostLink;
  start(): void;
  stop(): void;
  /** Tries at once to reach a host that is lost, refused the page, or has ended. */
  retryNow(): void;
}

/** @param open how channels are opened; left out: as the page can */
export function createHostLink(open: () => OpenedChannel = channelOpener(window)): HostLinkControl {
  let known: string | null = null;
  const hub = new TraceHub({
    timers: pageTimers,
    fetchTrace: (number) => connection.call('run.trace', { number }),
  });
  const connection: HostConnection = new HostConnection({
    open,
    timers: pageTimers,
    feed: hub,
    onWelcome: (host, state) => {
      if (known !== null && known !== host) anotherHost();
      known = host;
      hub.greeted(host);
      useHost.getState().replaceState(state);
    },
    onState: (patch) => {
      useHost.getState().patchState(patch);
    },
    onConnection: (now) => {
      useHost.getState().setConnection(now);
    },
  });
  const retryNow = (): void => {
    connection.retryNow();
  };
  let undo: (() => void)[] = [];
  return {
    link: {
      call: (command, argument) => connection.call(command, argument),
      trace: hub,
    },
    start: () => {
      if (undo.length > 0) return;
      undo = [hub.start(), wakeOnReturn(() => connection.retrySoon())];
      useConnectionControl.setState({ retryNow });
      connection.start();
    },
    stop: () => {
      for (const take of undo.splice(0)) take();
      useConnectionControl.setState({ retryNow: () => undefined });
      connection.stop();
    },
    retryNow,
  };
}

/** Loopscope was started again. Its runs are numbered anew: what is looked at by number would be another run. */
function anotherHost(): void {
  const { state } = useHost.getState();
  if (state !== null) noteLostSession(state);
  useView.getState().show({ kind: 'latest' });
}

/** The network came back, or somebody looks at the page again: waiting longer makes no sense. */
function wakeOnReturn(wake: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', seen);
  };
}
