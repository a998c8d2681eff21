// Drawing the Gantt chart in a real Chromium, without a GPU: ms per frame, wrong pixels, and appending while it is drawn; against
// `fillRect` per span and recharts' stacked bars in the same page. Being written; registered when it measures.

/** @typedef {import('./row.mjs').Row} Row */

/** @returns {Promise<Row[]>} */
export async function benchGantt() {
  return [];
}
