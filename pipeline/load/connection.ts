// One keep-alive connection to the server under test: an undici Client that carries one exchange at a time.
// It knows HTTP and nothing of runs. The object is its own undici handler and is reused for every exchange.
//
// What the stamps mean: `onWritten` is called in undici's onConnect, right before the bytes go to the socket (a used
// idle socket is first checked for a FIN, which costs the rest of one turn of this thread's loop). `onEnd` is called
// in onComplete: this thread's loop has read the last byte and undici has parsed it. So `received` includes the time
// the bytes waited for this thread, and nothing of any other thread.
//
// These are the handler methods that undici 7 calls itself. The newer ones (onRequestStart …) are an adapter on top
// that makes three objects a request and parses headers that nobody reads: 0.7 of 13 µs.
import { Client, type Dispatcher } from 'undici';
import { HEADERS } from '../../core/contract/http-headers.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import { addBody, noAnswer } from './answers.ts';
import type { Exchange, Line, LineOwner, OutgoingRequest } from './line.ts';

/** An idle connection is kept so long unless the server announces less (ms): longer than any pause in a run. */
const KEEP_ALIVE_MS = 600_000;

export class Connection implements Line, Dispatcher.DispatchHandler {
  readonly exchange: Exchange = { tag: 0, intendedNs: 0, handedNs: 0, writtenNs: 0, span: 0 };
  readonly lastAnswer = noAnswer();
  private readonly client: Client;
  private owner: LineOwner | null = null;
  private status = 0;

  constructor(origin: string) {
    // Every limit of undici's own is off: the scenario's client time-out is the only one.
    this.client = new Client(origin, {
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      connectTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
    });
  }

  send(request: OutgoingRequest, owner: LineOwner): void {
    if (this.owner !== null) throw new Error('a connection carries one exchange at a time');
    this.owner = owner;
    this.status = 0;
    this.lastAnswer.serverTiming = null;
    this.lastAnswer.body = null;
    this.lastAnswer.bodyBytes = 0;
    this.client.dispatch(request, this);
  }

  abort(): void {
    this.owner = null;
    this.destroy(null);
  }

  onConnect(): void {
    this.owner?.onWritten(this);
  }

  onHeaders(status: number, headers: readonly Buffer[]): boolean {
    this.status = status;
    this.lastAnswer.serverTiming = valueOf(headers, HEADERS.serverTiming);
    return true;
  }

  onData(chunk: Buffer): boolean {
    addBody(this.lastAnswer, chunk);
    return true;
  }

  onComplete(): void {
    this.finish(this.status, null);
  }

  onError(error: Error): void {
    this.destroy(error);
    this.finish(Outcome.ConnectionFailed, error);
  }

  private finish(outcome: number, error: Error | null): void {
    const owner = this.owner;
    this.owner = null;
    owner?.onEnd(this, outcome, error);
  }

  private destroy(error: Error | null): void {
    this.client.destroy(error, () => {
      // The socket is closed; nobody waits for that.
    });
  }
}

/** A header's value in undici's list of names and values in turn; names of the same length are compared only. */
function valueOf(headers: readonly Buffer[], name: string): Buffer | null {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const field = headers[at]!;
    if (field.length === name.length && field.toString('latin1').toLowerCase() === name)
      return headers[at + 1]!;
  }
  return null;
}
