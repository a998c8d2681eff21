// Which span rows belong to which request, as chains through one array: nothing is made for a request but a slot, and a row
// is added in constant time. Rows never leave a chain; whether one is drawn is decided by who reads it.
const FIRST_CAPACITY = 1024;

export class RequestChains {
  private readonly slotOfId = new Map<number, number>();
  private head = new Int32Array(FIRST_CAPACITY);
  private tail = new Int32Array(FIRST_CAPACITY);
  private version = new Int32Array(FIRST_CAPACITY);
  /** Row that follows a row in its chain, plus one; 0: it is the last. */
  private next = new Int32Array(FIRST_CAPACITY);

  /** Adds a row, which is in no chain yet. */
  add(id: number, row: number): void {
    if (row >= this.next.length) this.next = widened(this.next, row);
    const known = this.slotOfId.get(id);
    if (known !== undefined) {
      this.next[this.tail[known]!] = row + 1;
      this.tail[known] = row;
      this.version[known]!++;
      return;
    }
    const slot = this.slotOfId.size;
    this.slotOfId.set(id, slot);
    if (slot >= this.head.length) {
      this.head = widened(this.head, slot);
      this.tail = widened(this.tail, slot);
      this.version = widened(this.version, slot);
    }
    this.head[slot] = row;
    this.tail[slot] = row;
    this.version[slot] = 1;
  }

  /** Something of a request's rows changed. */
  touch(id: number): void {
    const slot = this.slotOfId.get(id);
    if (slot !== undefined) this.version[slot]!++;
  }

  /** Grows with every change of a request; 0: nothing is known of it. */
  versionOf(id: number): number {
    const slot = this.slotOfId.get(id);
    return slot === undefined ? 0 : this.version[slot]!;
  }

  eachRow(id: number, visit: (row: number) => void): void {
    const slot = this.slotOfId.get(id);
    if (slot === undefined) return;
    let row = this.head[slot]!;
    for (;;) {
      visit(row);
      const next = this.next[row]!;
      if (next === 0) return;
      row = next - 1;
    }
  }
}

function widened(from: Int32Array<ArrayBuffer>, atLeast: number): Int32Array<ArrayBuffer> {
  let capacity = from.length;
  while (capacity <= atLeast) capacity *= 2;
  const to = new Int32Array(capacity);
  to.set(from);
  return to;
}
