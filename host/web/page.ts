// What a web host serves to those it has let in. Two kinds: the built page (built-page.ts), and in development Vite's.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex as Stream } from 'node:stream';
import type { PolicyExtras } from '../page-policy.ts';

export interface WebPage {
  /** Answers a request whose security headers are set already. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Takes an upgrade that is not for the channel; null: there are none. */
  readonly upgrade: ((request: IncomingMessage, socket: Stream, head: Buffer) => void) | null;
  /** What the page needs beyond the policy of the built one. */
  readonly policy: PolicyExtras;
  close(): Promise<void>;
}
