// One line on standard error that tells how things go: rewritten in place on a terminal, else a plain
// line once a second. Warnings pass through it, so that they never land in the middle of it.
import { toAscii } from '../../core/export/text-gantt.ts';
import type { CliIo } from './cli-io.ts';
import { asciiOnly, rewritesLines } from './terminal.ts';

const REWRITE_MS = 100;
const PLAIN_MS = 1000;
const CLEAR = '\r\u001b[K';

export class StatusLine {
  private readonly io: CliIo;
  private readonly live: boolean;
  private readonly quiet: boolean;
  private readonly ascii: boolean;
  private shown = '';
  private lastMs = -Infinity;
  private lastPlain = '';

  /** @param options.quiet nothing but warnings; @param options.ascii as asked for by --ascii */
  constructor(io: CliIo, { quiet, ascii }: { readonly quiet: boolean; readonly ascii: boolean }) {
    this.io = io;
    this.ascii = asciiOnly(io, ascii);
    this.live = rewritesLines(io.err, io.env);
    this.quiet = quiet;
    // The first plain line waits its second: a short run has none.
    if (!this.live) this.lastMs = io.nowMs();
  }

  /** Shows the newest state; what comes faster than it can be read is left out. */
  update(text: string): void {
    if (this.quiet) return;
    const nowMs = this.io.nowMs();
    if (nowMs - this.lastMs < (this.live ? REWRITE_MS : PLAIN_MS)) return;
    if (!this.live && text === this.lastPlain) return;
    this.lastMs = nowMs;
    if (this.live) this.draw(text);
    else {
      this.lastPlain = text;
      this.send(`${text}\n`);
    }
  }

  /** A line that stays. */
  print(line: string): void {
    const { shown } = this;
    this.clear();
    this.send(`${line}\n`);
    if (shown !== '') this.draw(shown);
  }

  clear(): void {
    if (this.shown !== '') this.send(CLEAR);
    this.shown = '';
  }

  private draw(text: string): void {
    const room = (this.io.err.columns ?? 80) - 1;
    this.shown = text.length > room ? text.slice(0, room) : text;
    this.send(CLEAR + this.shown);
  }

  private send(text: string): void {
    // A sink never rejects (see TextSink), and the order of writes is the order of calls.
    void this.io.err.write(this.ascii ? toAscii(text) : text);
  }
}
