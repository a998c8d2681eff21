// Rows as text: a table for the terminal, the same in Markdown for docs/BENCHMARKS.md.

/** @typedef {import('./row.mjs').Row} Row */

const TITLES = ['benchmark', 'measured', 'reference', 'unit', 'ratio', 'aim', 'met'];
const RIGHT_ALIGNED = [1, 2, 4];

/** @param {Row} row */
export function cellsOf({ name, measured, reference, unit, ratio, aim, ok }) {
  return [
    name,
    quantity(measured),
    reference === null ? '–' : quantity(reference),
    unit,
    ratio === null ? '–' : ratio.toFixed(3),
    aim,
    ok ? 'yes' : 'NO',
  ];
}

/**
 * Three significant digits, whole numbers whole.
 * @param {number} value
 */
export function quantity(value) {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', {
    minimumFractionDigits: Math.min(digits, 3),
    maximumFractionDigits: Math.min(digits, 3),
  });
}

/** @param {readonly Row[]} rows */
export function textTable(rows) {
  const lines = [TITLES, ...rows.map(cellsOf)];
  const widths = TITLES.map((_, at) => Math.max(...lines.map((cells) => (cells[at] ?? '').length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, at) =>
          RIGHT_ALIGNED.includes(at)
            ? cell.padStart(widths[at] ?? 0)
            : cell.padEnd(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {readonly Row[]} rows */
export function markdownTable(rows) {
  const rule = TITLES.map((_, at) => (RIGHT_ALIGNED.includes(at) ? '---:' : '---'));
  return [TITLES, rule, ...rows.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
