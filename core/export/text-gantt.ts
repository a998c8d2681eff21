// A run as a Gantt chart of characters: axis, resources, requests, legend. Pure: a document and a
// style in, text out. Which rows there are is decided in gantt-rows.ts, cells in gantt-raster.ts.
//
//                0 ms      100 ms     200 ms
//                ├─────────┼──────────┼─────────
//   event loop             ██████████ ██████████  66.7 % busy
//   request 1    ▓▓▓▓▓▓▓▓▓▓███████████            200 ms
//   request 2    ▓▓▓▓▓▓▓▓▓▓╱╱╱╱╱╱╱╱╱╱╱██████████  300 ms
import type { RunDocument } from '../contract/run-document.ts';
import { axisLines } from './gantt-axis.ts';
import { rasterise, type CellScale } from './gantt-raster.ts';
import { drawnRange, ganttRows, type GanttRow } from './gantt-rows.ts';
import { formatMs } from './quantity.ts';
import { GLYPHS } from './text-glyphs.ts';
import { wrapPieces, wrapWords } from './text-table.ts';

export interface TextStyle {
  readonly widthColumns: number;
  /** Only characters of US-ASCII. */
  readonly ascii: boolean;
  /** ANSI colour codes. */
  readonly colour: boolean;
}

/** Cells are never fewer, even when the terminal is narrower than that. */
const MIN_CELLS = 20;

/** @returns lines without a newline at their end */
export function textGantt(run: RunDocument, style: TextStyle): string[] {
  const range = drawnRange(run);
  if (range === null) return ['Nothing to draw: no request was seen.'];
  const { resources, requests, gapAfter, leftOut } = ganttRows(run, range);
  const rows = [...resources, ...requests];
  const labelWidth = Math.max(...rows.map((row) => row.label.length)) + 2;
  const noteWidth = Math.max(...rows.map((row) => row.note.length)) + 2;
  const columns = Math.max(MIN_CELLS, style.widthColumns - labelWidth - noteWidth);
  const scale: CellScale = { ...range, columns };
  const used = new Set<number>();
  const draw = (row: GanttRow): string => drawRow(row, scale, labelWidth, style, used);

  const axis = axisLines(scale, style.ascii);
  const margin = ' '.repeat(labelWidth);
  const lines = [(margin + axis.labels).trimEnd(), margin + axis.rule];
  const drawn = requests.map(draw);
  if (gapAfter !== null) drawn.splice(gapAfter, 0, style.ascii ? '...' : '⋮');
  lines.push(...resources.map(draw), ...drawn, '');
  lines.push(...legend(used, style));
  const cellMs = (range.endMs - range.startMs) / columns;
  const cellWords = `One character is ${formatMs(cellMs)} and shows what took most of it.`;
  for (const sentence of [cellWords, ...leftOut])
    lines.push(...wrapWords(sentence, style.widthColumns));
  return lines;
}

function drawRow(
  row: GanttRow,
  scale: CellScale,
  labelWidth: number,
  style: TextStyle,
  used: Set<number>,
): string {
  const cells = rasterise(row.spans, scale);
  for (const code of cells) used.add(code);
  const note = style.ascii ? toAscii(row.note) : row.note;
  return `${row.label.padEnd(labelWidth)}${paint(cells, style)}  ${note}`.trimEnd();
}

/** Cells to text; equal neighbours share one pair of colour codes. */
function paint(cells: Uint8Array, style: TextStyle): string {
  let text = '';
  for (let start = 0; start < cells.length;) {
    const code = cells[start]!;
    let end = start + 1;
    while (end < cells.length && cells[end] === code) end++;
    text += glyphText(code, end - start, style);
    start = end;
  }
  return text;
}

function glyphText(code: number, times: number, style: TextStyle): string {
  const glyph = GLYPHS[code - 1];
  if (glyph === undefined) return ' '.repeat(times);
  const text = (style.ascii ? glyph.ascii : glyph.unicode).repeat(times);
  return style.colour ? `\u001b[${glyph.sgr}m${text}\u001b[0m` : text;
}

function legend(used: ReadonlySet<number>, style: TextStyle): string[] {
  const pieces = GLYPHS.flatMap((glyph, index) =>
    used.has(index + 1) ? [`${style.ascii ? glyph.ascii : glyph.unicode} ${glyph.label}`] : [],
  );
  const plain = wrapPieces(pieces, style.widthColumns, '   ');
  if (!style.colour) return plain;
  return plain.map((line) => line.replaceAll(/(^| {3})(\S)(?= )/gu, colourLegendGlyph));
}

function colourLegendGlyph(_match: string, gap: string, character: string): string {
  const glyph = GLYPHS.find((one) => one.unicode === character || one.ascii === character);
  return glyph === undefined ? gap + character : `${gap}\u001b[${glyph.sgr}m${character}\u001b[0m`;
}

/** The few characters beyond ASCII that our texts use, in ASCII. */
export function toAscii(text: string): string {
  return text
    .replaceAll(/[–—]/g, '-')
    .replaceAll('·', '-')
    .replaceAll('…', '...')
    .replaceAll('µ', 'u');
}
