// One row of the table: what was measured, what it is held against in the same run, and the aim.

/**
 * @typedef {object} Row
 * @property {string} name what was measured, and against what
 * @property {number} measured
 * @property {number | null} reference the same by other means, in the same run; null: there is none
 * @property {number | null} ratio measured / reference
 * @property {string} aim
 * @property {boolean} ok whether the aim was met
 * @property {string} unit of measured and reference
 *
 * @typedef {{ atMost: number } | { atLeast: number }} Bound
 */

/**
 * A row whose aim is a bound on the measured value itself.
 * @param {{ name: string, unit: string, measured: number, reference: number | null, aim: Bound }} facts
 * @returns {Row}
 */
export function valueRow({ name, unit, measured, reference, aim }) {
  const ratio = reference === null ? null : measured / reference;
  const words = `${boundWords(aim)} ${unit}`;
  return { name, unit, measured, reference, ratio, aim: words, ok: isMet(measured, aim) };
}

/**
 * A row whose aim is a bound on the ratio.
 * @param {{ name: string, unit: string, measured: number, reference: number, aim: Bound }} facts
 * @returns {Row}
 */
export function ratioRow({ name, unit, measured, reference, aim }) {
  const ratio = measured / reference;
  const words = `ratio ${boundWords(aim)}`;
  return { name, unit, measured, reference, ratio, aim: words, ok: isMet(ratio, aim) };
}

/** @param {Bound} aim */
function boundWords(aim) {
  return 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`;
}

/**
 * @param {number} value
 * @param {Bound} aim
 */
function isMet(value, aim) {
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast;
}
