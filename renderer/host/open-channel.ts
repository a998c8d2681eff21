// Which carrier this page has: the port that its maker has given it, or a WebSocket to where it came from.
import { CHANNEL_PATH } from '../../core/contract/channel-address.ts';
import { browserPort } from './browser-port.ts';
import { BrowserSocket } from './browser-socket.ts';
import type { OpenedChannel } from './connection.ts';

/** Where a page finds its host's WebSocket. */
export function channelUrl({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${CHANNEL_PATH}`;
}

/** The port that a preload script left for the page; null in a browser. */
function givenPort(from: Window): MessagePort | null {
  const given: unknown = 'loopscope' in from ? from.loopscope : null;
  if (typeof given !== 'object' || given === null || !('port' in given)) return null;
  return given.port instanceof MessagePort ? given.port : null;
}

/** How channels are opened in this page. */
export function channelOpener(page: Window): () => OpenedChannel {
  const port = givenPort(page);
  if (port === null) return () => new BrowserSocket(new WebSocket(channelUrl(page.location)));
  let used = false;
  return () => {
    // A port is given once; without it only a new window helps.
    if (used) throw new Error('the port to the host is closed; open the window again');
    used = true;
    return browserPort(port);
  };
}
