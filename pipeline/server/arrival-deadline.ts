// Ends requests that never finish arriving (408), also when only their headers trickle in. Node's own time-outs are
// off: they count wall time, so a loop that was blocked for long would answer 408 to clients whose bytes had been
// waiting in the kernel all the while. Here only ticks of a loop that is free to read count.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const TICK_MS = 1000;

interface Arrival {
  request: IncomingMessage | null;
  response: ServerResponse | null;
  /** Bytes of the socket that belong to finished requests. */
  readBefore: number;
  ticks: number;
}

export class ArrivalDeadline {
  private readonly arrivals = new Map<Socket, Arrival>();
  private readonly timer: NodeJS.Timeout;
  private readonly limitTicks: number;
  private readonly onTimeout: (socket: Socket, response: ServerResponse | null) => void;

  /**
   * @param limitMs how long a request may take to arrive whole
   * @param onTimeout answers 408 and ends the connection; gets the response object once the headers were complete
   */
  constructor(
    server: Server,
    limitMs: number,
    onTimeout: (socket: Socket, response: ServerResponse | null) => void,
    tickMs = TICK_MS,
  ) {
    this.limitTicks = Math.ceil(limitMs / tickMs);
    this.onTimeout = onTimeout;
    server.on('connection', (socket: Socket) => {
      this.arrivals.set(socket, { request: null, response: null, readBefore: -1, ticks: 0 });
      socket.once('close', () => this.arrivals.delete(socket));
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.began(request, response);
    });
    this.timer = setInterval(() => {
      this.tick();
    }, tickMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private began(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const arrival = this.arrivals.get(socket);
    if (arrival === undefined) return;
    arrival.request = request;
    arrival.response = response;
    response.once('finish', () => {
      // A pipelined request has taken its place already.
      if (arrival.response !== response) return;
      arrival.request = null;
      arrival.response = null;
      arrival.readBefore = socket.bytesRead;
      arrival.ticks = 0;
    });
  }

  private tick(): void {
    for (const [socket, arrival] of this.arrivals) {
      if (!isArriving(socket, arrival)) {
        arrival.ticks = 0;
        continue;
      }
      arrival.ticks++;
      if (arrival.ticks > this.limitTicks) {
        this.arrivals.delete(socket);
        this.onTimeout(socket, arrival.response);
      }
    }
  }
}

/** A new connection owes its first request; a kept one owes the rest of what it has begun to send. */
function isArriving(socket: Socket, arrival: Arrival): boolean {
  if (arrival.request !== null) return !arrival.request.complete;
  return socket.bytesRead > arrival.readBefore;
}
