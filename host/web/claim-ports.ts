// Which ports are taken when the wanted ones are not free: the next ones, unless somebody insists. Listening and
// recognising come in, so that every case can be tried without a network.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf } from '../cli/json-target.ts';
import type { WantedPort } from './start-options.ts';

/** So many ports after the wanted one are tried before any is taken. */
const TRIED_AFTER = 9;

export type Claimed<Server> =
  /** `wantedTaken`: somebody else has the port that was wanted. */
  | { readonly phase: 'listening'; readonly server: Server; readonly wantedTaken: boolean }
  /** Loopscope runs there already. */
  | { readonly phase: 'running'; readonly port: number }
  | { readonly phase: 'refused'; readonly reason: 'in-use' | 'not-allowed' };

export interface PortClaim<Server> {
  readonly wanted: WantedPort;
  /** @throws Error with code EADDRINUSE or EACCES */
  readonly listen: (port: number) => Promise<Server>;
  /** Whether what has the port is ours. */
  readonly isOurs: (port: number) => Promise<boolean>;
}

export async function claimPort<Server>(claim: PortClaim<Server>): Promise<Claimed<Server>> {
  const { wanted, listen, isOurs } = claim;
  for (const port of candidates(wanted)) {
    try {
      const server = await listen(port);
      return { phase: 'listening', server, wantedTaken: port !== wanted.port };
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      if (code === 'EADDRINUSE' && (await isOurs(port))) return { phase: 'running', port };
      if (wanted.given) {
        return { phase: 'refused', reason: code === 'EACCES' ? 'not-allowed' : 'in-use' };
      }
    }
  }
  // Not even port 0 was to be had.
  return { phase: 'refused', reason: 'in-use' };
}

function candidates({ port, given }: WantedPort): number[] {
  if (given || port === 0) return [port];
  return [...Array.from({ length: TRIED_AFTER + 1 }, (_, index) => port + index), 0];
}

/** Listens for a moment, to see whether a port of 127.0.0.1 is free. @returns the port @throws Error when it is not */
export async function tryPort(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const closed = once(server, 'close');
  server.close();
  await closed;
  return typeof address === 'object' && address !== null ? address.port : port;
}
