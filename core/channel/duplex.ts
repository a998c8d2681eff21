// One duplex channel between a host and one window, whatever carries it: a message port (Electron, threads), a WebSocket
// (browser), a pair in memory (tests). Text carries commands, answers and events as JSON; buffers carry columns. The
// channel keeps order and loses nothing while it is open; once closed it says so, once, and is never opened again:
// coming back is a new channel. Numbering, credits and resume live above it.

export type ChannelMessage = string | ArrayBuffer;

export interface DuplexListener {
  message(message: ChannelMessage): void;
  /** The channel is closed, by whomever; told once. */
  closed(reason: string): void;
}

export interface Duplex {
  /** Hands a message over; never waits. What is sent after the close is dropped. A buffer must not be changed afterwards. */
  send(message: ChannelMessage): void;
  /** Bytes handed over that the carrier has not yet taken; 0 where the carrier does not tell. */
  readonly bufferedBytes: number;
  /** Starts delivery to the one listener there is; what came before is delivered first. @throws Error the second time */
  listen(listener: DuplexListener): void;
  /** Closes both ends; does nothing the second time. */
  close(reason: string): void;
}
