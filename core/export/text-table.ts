// Columns of text, aligned by spaces. Widths are counted in characters; nothing here knows what a
// cell means, and no colour codes may be in a cell.

export type Align = 'left' | 'right';

/**
 * Aligns rows of cells; rows may be of different length.
 * @param aligns one a column; columns beyond it are left-aligned
 * @returns one line a row, without trailing spaces
 */
export function alignRows(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
  gap = 2,
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return aligns[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

/** Breaks words into lines of at most `width` characters; a longer word stays whole. */
export function wrapWords(text: string, width: number, indent = ''): string[] {
  return wrapPieces(text.split(' '), width, ' ', indent);
}

/** Joins pieces by `gap` into lines of at most `width` characters; pieces are never broken. */
export function wrapPieces(
  pieces: readonly string[],
  width: number,
  gap: string,
  indent = '',
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line === '') line = indent + piece;
    else if (line.length + gap.length + piece.length <= width) line += gap + piece;
    else {
      lines.push(line);
      line = indent + piece;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
