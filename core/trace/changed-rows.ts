// Which rows changed since somebody last asked: a mark for each row and a list of the marked ones. Millions may
// pile up while nobody asks, so there is nothing here to hash and nothing to collect.

const FIRST_CAPACITY = 1024;

export class ChangedRows {
  private marks = new Uint8Array(FIRST_CAPACITY);
  private rows = new Int32Array(FIRST_CAPACITY);
  private count = 0;

  add(row: number): void {
    if (row >= this.marks.length) this.grow(row);
    if (this.marks[row] === 1) return;
    this.marks[row] = 1;
    // There are never more rows in the list than marks.
    this.rows[this.count++] = row;
  }

  /** The rows, ascending; from now on none has changed. */
  take(): Int32Array {
    const taken = this.rows.slice(0, this.count).sort();
    for (const row of taken) this.marks[row] = 0;
    this.count = 0;
    return taken;
  }

  private grow(row: number): void {
    let capacity = this.marks.length;
    while (capacity <= row) capacity *= 2;
    const marks = new Uint8Array(capacity);
    const rows = new Int32Array(capacity);
    marks.set(this.marks);
    rows.set(this.rows);
    this.marks = marks;
    this.rows = rows;
  }
}
