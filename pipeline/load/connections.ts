// A stock of keep-alive connections to one server, opened and warmed before anything is measured: connection
// set-up would fake a tail. Idle ones lie on a stack, so that the least used are those that time out. The
// bound on connections is the sender's bound on exchanges in flight.
import { HEADERS, UNRECORDED } from '../../core/contract/http-headers.ts';
import { Connection } from './connection.ts';
import type { Line, LineOwner, Lines, OutgoingRequest } from './line.ts';

/** Connections opened at once: well below the 511 that a listening socket queues, or a SYN waits for 1 s. */
const WARM_UP_AT_ONCE = 100;

/** Served by the server, not recorded there. */
export const HEALTH_CHECK: OutgoingRequest = {
  method: 'GET',
  path: '/healthz',
  headers: [HEADERS.measured, UNRECORDED],
  body: null,
};

export class Connections implements Lines {
  private readonly origin: string;
  private readonly idle: Line[] = [];
  private readonly all = new Set<Line>();

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Opens so many connections with one unrecorded GET /healthz each. Rejects with the first failure. */
  async warm(count: number): Promise<void> {
    const warmed: Line[] = [];
    for (let opened = 0; opened < count; opened += WARM_UP_AT_ONCE) {
      const size = Math.min(WARM_UP_AT_ONCE, count - opened);
      const batch = Array.from({ length: size }, () => this.warmOne(this.open()));
      warmed.push(...(await Promise.all(batch)));
    }
    this.idle.push(...warmed);
  }

  take(): Line {
    return this.idle.pop() ?? this.open();
  }

  give(line: Line): void {
    if (this.all.has(line)) this.idle.push(line);
  }

  drop(line: Line): void {
    if (this.all.delete(line)) line.abort();
  }

  /** Destroys every connection; exchanges under way end without a word. */
  close(): void {
    this.idle.length = 0;
    for (const line of this.all) line.abort();
    this.all.clear();
  }

  private open(): Line {
    const line = new Connection(this.origin);
    this.all.add(line);
    return line;
  }

  private warmOne(line: Line): Promise<Line> {
    return new Promise((resolve, reject) => {
      const owner: LineOwner = {
        onWritten: () => undefined,
        onEnd: (_line, outcome, error) => {
          const ok = outcome >= 200 && outcome < 300;
          const reason = error === null ? `GET /healthz answered ${outcome}` : reasonOf(error);
          if (ok) resolve(line);
          else reject(new Error(`cannot open connections to ${this.origin}: ${reason}`));
        },
      };
      line.send(HEALTH_CHECK, owner);
    });
  }
}

function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return error.message.includes(code) ? error.message : `${error.message} (${code})`;
}
