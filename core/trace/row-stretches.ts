// Row numbers in ascending order, taken as stretches of neighbours: a long stretch can be copied column by column at
// memory speed. Mostly rows are appended, so that a batch is a few stretches; ends of old spans are single rows.

/** Rows from which a copy by column is worth its ten views (about 0.5 µs) against a loop over rows (about 10 ns a row). */
const LONG = 32;

export interface StretchVisitor {
  /** Positions `n…` of the list hold the neighbours `at…at + length`. */
  long(n: number, at: number, length: number): void;
  single(n: number, at: number): void;
}

/** Visits every position of `rows` once, in order. */
export function eachStretch(rows: Uint32Array, visitor: StretchVisitor): void {
  let n = 0;
  while (n < rows.length) {
    const at = rows[n]!;
    let length = 1;
    while (n + length < rows.length && rows[n + length] === at + length) length++;
    if (length >= LONG) visitor.long(n, at, length);
    else for (let k = 0; k < length; k++) visitor.single(n + k, at + k);
    n += length;
  }
}
