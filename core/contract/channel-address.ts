// Where a web host's channel is, and the close codes of its WebSocket that mean something to a page. A browser cannot see
// why an upgrade was refused, so a page of ours is let in and told by the code.

export const CHANNEL_PATH = '/channel';

export const CLOSE_CODE = {
  /** No valid cookie: reconnecting cannot help, a fresh link does. */
  noAccess: 4401,
  /** Somebody ended the host from a window: every window is done. */
  hostEnded: 4410,
  /** The host ends (Ctrl+C) and may be started again: reconnecting may help (RFC 6455's "going away"). */
  hostLeaves: 1001,
  /** As many windows as the host takes are open (RFC 6455's "try again later"). */
  tooManyWindows: 1013,
} as const;
