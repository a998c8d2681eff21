// Which rows of a copy were written in which of its revisions, so that a view that looks now and then reads only those. A
// bounded memory: whoever looks too seldom is told that nothing is known and reads all.

/** Rows that are remembered: some seconds of a busy run, 1 MB. Beyond, reading everything is not much slower. */
const MAX_ROWS = 262_144;

interface Entry {
  readonly revision: number;
  readonly rows: Uint32Array;
}

export class RowLog {
  private entries: Entry[] = [];
  private count = 0;
  /** The first revision from which on everything is remembered. */
  private since = 0;

  /** The rows that a revision wrote; revisions ascend. */
  add(revision: number, rows: Uint32Array): void {
    if (rows.length > MAX_ROWS) {
      this.entries = [];
      this.count = 0;
      this.since = revision;
      return;
    }
    // Requests change without a span, for as long as somebody sends: what wrote no row is not remembered.
    if (rows.length === 0) return;
    this.entries.push({ revision, rows: rows.slice() });
    this.count += rows.length;
    while (this.count > MAX_ROWS) {
      const oldest = this.entries.shift();
      if (oldest === undefined) return;
      this.count -= oldest.rows.length;
      this.since = oldest.revision;
    }
  }

  /** Rows written after `revision`, perhaps some twice; null when that is not known any more. */
  after(revision: number): Uint32Array | null {
    if (revision < this.since) return null;
    // From the end: who looks every frame wants the last few of many.
    let first = this.entries.length;
    while (first > 0 && this.entries[first - 1]!.revision > revision) first--;
    const later = this.entries.slice(first);
    const rows = new Uint32Array(later.reduce((sum, entry) => sum + entry.rows.length, 0));
    let at = 0;
    for (const entry of later) {
      rows.set(entry.rows, at);
      at += entry.rows.length;
    }
    return rows;
  }
}
