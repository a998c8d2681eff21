// Which rows changed, and in which published state (sequence) each changed last: a stamp for each row, and a list of those
// that changed since the last one. Millions may pile up while nobody asks, so there is nothing here to hash and
// nothing to collect; whoever fell behind is answered by one scan of the stamps.

const FIRST_CAPACITY = 1024;
/** Stamp of a row that changed and is not published. */
const PENDING = 0xffff_ffff;

export class ChangedRows {
  private stamps = new Uint32Array(FIRST_CAPACITY);
  private rows = new Uint32Array(FIRST_CAPACITY);
  private count = 0;

  /** Whether something changed since the last `seal`. */
  get pending(): boolean {
    return this.count > 0;
  }

  add(row: number): void {
    if (row >= this.stamps.length) this.grow(row);
    if (this.stamps[row] === PENDING) return;
    this.stamps[row] = PENDING;
    // There are never more rows in the list than stamps.
    this.rows[this.count++] = row;
  }

  /** The rows that changed since the last call, ascending; from now on they changed in `sequence` (1, 2, …). */
  seal(sequence: number): Uint32Array {
    const sealed = this.rows.slice(0, this.count).sort();
    for (const row of sealed) this.stamps[row] = sequence;
    this.count = 0;
    return sealed;
  }

  /** The rows below `end` that changed after `sequence`, ascending; also those that are not sealed. */
  since(sequence: number, end: number): Uint32Array {
    const { stamps } = this;
    const known = Math.min(end, stamps.length);
    let count = 0;
    for (let row = 0; row < known; row++) if (stamps[row]! > sequence) count++;
    const rows = new Uint32Array(count);
    let n = 0;
    for (let row = 0; row < known; row++) if (stamps[row]! > sequence) rows[n++] = row;
    return rows;
  }

  private grow(row: number): void {
    let capacity = this.stamps.length;
    while (capacity <= row) capacity *= 2;
    const stamps = new Uint32Array(capacity);
    const rows = new Uint32Array(capacity);
    stamps.set(this.stamps);
    rows.set(this.rows);
    this.stamps = stamps;
    this.rows = rows;
  }
}
