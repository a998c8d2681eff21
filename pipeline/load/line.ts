// What a sender needs from a connection, so that runs and probes can be tested without sockets. A line carries
// one exchange at a time; its owner hears once that the request goes out and once how it ended. No HTTP here.

import type { Answer } from './answers.ts';

/** A request as undici takes it; the line copies it before `send` returns, so one object can serve many. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string | null;
}

export interface LineOwner {
  /** The request is about to be written to the socket (an open connection is there). */
  onWritten(line: Line): void;
  /**
   * The exchange is over. A positive outcome is an HTTP status: its last byte was parsed and the line can carry
   * the next exchange, even from within this call. Otherwise the line is gone.
   */
  onEnd(line: Line, outcome: number, error: Error | null): void;
}

export interface Line {
  /** What the owner remembers of the exchange under way; here so that a request costs no object of its own. */
  readonly exchange: Exchange;
  /** What the last exchange was answered with; overwritten by the next. */
  readonly lastAnswer: Readonly<Answer>;
  send(request: OutgoingRequest, owner: LineOwner): void;
  /** Destroys the connection; the owner of a running exchange hears nothing any more. */
  abort(): void;
}

export interface Exchange {
  /** Number of the exchange among its owner's. */
  tag: number;
  intendedNs: number;
  /** When it was handed to the line. */
  handedNs: number;
  /** When it was written to the socket; 0 = not yet. */
  writtenNs: number;
  /** Span in the ring, once it was begun. */
  span: number;
}

/** A stock of lines: idle ones are kept, missing ones are opened on demand. */
export interface Lines {
  take(): Line;
  /** Takes back a line whose exchange ended well. */
  give(line: Line): void;
  /** Forgets a line that is gone, aborting what it carries. */
  drop(line: Line): void;
}
