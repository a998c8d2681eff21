// Which rows of a long list are in view, and where they lie. Rows are all of one height, so that nothing is measured and
// nothing is kept per row. A list taller than a browser can lay out is squeezed: its scrollbar moves more than one row's
// height for one row.
//
//   scrolled content  |······|first ······ last|·········|      last is the first that is not drawn
//                            ^ topPx

/** Browsers lose rows beyond about 16 to 33 million px; this stays clear of all of them. */
export const TALLEST_PX = 8_000_000;

/** Rows drawn beyond what is seen, so that a fast scroll does not show an edge. */
const OVERSCAN = 6;

export interface ListShape {
  readonly count: number;
  readonly rowPx: number;
  /** Height of what is seen of the rows. */
  readonly viewportPx: number;
}

export interface RowWindow {
  readonly first: number;
  readonly last: number;
  /** Where the first drawn row lies in the scrolled content. */
  readonly topPx: number;
  /** Height of the scrolled content. */
  readonly heightPx: number;
}

/** Height that the rows would need. */
function wholePx({ count, rowPx }: ListShape): number {
  return count * rowPx;
}

/** How many px of rows one px of scrolling passes; 1 unless the list is squeezed. */
function squeeze(shape: ListShape): number {
  const whole = wholePx(shape);
  if (whole <= TALLEST_PX) return 1;
  return (whole - shape.viewportPx) / (TALLEST_PX - shape.viewportPx);
}

export function rowWindow(shape: ListShape, scrollPx: number): RowWindow {
  const { count, rowPx, viewportPx } = shape;
  const heightPx = Math.min(TALLEST_PX, wholePx(shape));
  const atPx = Math.max(0, Math.min(scrollPx, heightPx - viewportPx));
  const rowsPx = atPx * squeeze(shape);
  const first = Math.max(0, Math.floor(rowsPx / rowPx) - OVERSCAN);
  const last = Math.min(count, Math.ceil((rowsPx + viewportPx) / rowPx) + OVERSCAN);
  return { first, last, topPx: atPx - (rowsPx - first * rowPx), heightPx };
}

/** Where to scroll so that a row is seen whole; null when it is. */
export function scrollToShow(shape: ListShape, scrollPx: number, row: number): number | null {
  const factor = squeeze(shape);
  const seenFromPx = scrollPx * factor;
  const topPx = row * shape.rowPx;
  if (topPx < seenFromPx) return topPx / factor;
  const bottomPx = topPx + shape.rowPx;
  if (bottomPx > seenFromPx + shape.viewportPx)
    return Math.max(0, bottomPx - shape.viewportPx) / factor;
  return null;
}
