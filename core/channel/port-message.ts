// What a message port carries for the channel: its messages as they are, and the close with its reason, which ports
// themselves do not tell (or only lately, and only in some browsers).
import type { ChannelMessage } from './duplex.ts';

export type PortMessage =
  | { readonly kind: 'message'; readonly message: ChannelMessage }
  | { readonly kind: 'closed'; readonly reason: string };

export function closeMessage(reason: string): { readonly closed: string } {
  return { closed: reason };
}

/** What arrived at a port; something else than the channel sends ends it. */
export function readPortMessage(data: unknown): PortMessage {
  if (typeof data === 'string' || data instanceof ArrayBuffer)
    return { kind: 'message', message: data };
  if (typeof data === 'object' && data !== null && 'closed' in data)
    return { kind: 'closed', reason: String(data.closed) };
  return { kind: 'closed', reason: 'something that is no message came in' };
}
