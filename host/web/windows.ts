// The sessions of all open windows over their WebSockets.
import type { WebSocket } from 'ws';
import type { WindowHost } from '../../core/channel/window-host.ts';
import { WindowSession } from '../../core/channel/window-session.ts';
import { nodeTimers } from '../channel/node-timers.ts';
import { webSocketDuplex } from '../channel/web-socket-duplex.ts';

export class Windows {
  private readonly host: WindowHost;
  private readonly sessions = new Set<WindowSession>();

  constructor(host: WindowHost) {
    this.host = host;
  }

  attach(socket: WebSocket): void {
    const session = new WindowSession({
      duplex: webSocketDuplex(socket),
      host: this.host,
      timers: nodeTimers,
      onClosed: () => void this.sessions.delete(session),
    });
    this.sessions.add(session);
  }

  /** Tells every window that the host was ended by one of them, for good. */
  endAll(message: string): void {
    for (const session of this.sessions) session.end('ended', message);
  }
}
