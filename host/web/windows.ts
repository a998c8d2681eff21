// One window of a host over its WebSocket.
import type { WebSocket } from 'ws';
import type { WindowHost } from '../../core/channel/window-host.ts';
import { WindowSession } from '../../core/channel/window-session.ts';
import { nodeTimers } from '../channel/node-timers.ts';
import { webSocketDuplex } from '../channel/web-socket-duplex.ts';

/** Serves a window until its socket is closed, by whomever. */
export function attachWindow(host: WindowHost, socket: WebSocket): void {
  // It lives by what it has subscribed to, and ends with the socket.
  new WindowSession({ duplex: webSocketDuplex(socket), host, timers: nodeTimers });
}
