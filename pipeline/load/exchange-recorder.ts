// Writes the two records of one exchange into the ring: begin with intended and sent time when the request goes out,
// end with the outcome. An exchange that ended before its request was written (no connection) began when it was
// handed to the line. What stamps `sent` and `received` is told in connection.ts.
import type { RecordKind } from '../../core/trace/record.ts';
import type { RingWriter } from '../../core/trace/ring.ts';
import type { Line } from './line.ts';

export class ExchangeRecorder {
  private readonly ring: RingWriter;
  private readonly kind: RecordKind;
  private readonly firstId: number;

  /** @param firstId id of the exchange whose tag is 0; the others follow */
  constructor(ring: RingWriter, kind: RecordKind, firstId: number) {
    this.ring = ring;
    this.kind = kind;
    this.firstId = firstId;
  }

  handed(line: Line, tag: number, intendedNs: number, handedNs: number): void {
    const { exchange } = line;
    exchange.tag = tag;
    exchange.intendedNs = intendedNs;
    exchange.handedNs = handedNs;
    exchange.writtenNs = 0;
  }

  /** Returns false when it was written before: undici repeats what a closing connection did not take. */
  written(line: Line, writtenNs: number): boolean {
    if (line.exchange.writtenNs !== 0) return false;
    line.exchange.writtenNs = writtenNs;
    this.begin(line, writtenNs);
    return true;
  }

  ended(line: Line, endNs: number, outcome: number): void {
    const { exchange } = line;
    if (exchange.writtenNs === 0) this.begin(line, exchange.handedNs);
    const id = this.firstId + exchange.tag;
    this.ring.end(exchange.span, this.kind, id, endNs, 0, 0, outcome);
  }

  private begin({ exchange }: Line, sentNs: number): void {
    const id = this.firstId + exchange.tag;
    const { intendedNs, tag } = exchange;
    exchange.span = this.ring.begin(this.kind, id, intendedNs, 0, sentNs, tag);
  }
}
