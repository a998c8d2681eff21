// Small numbers as the charts write them, and averages over their rows.

/** `6.4`, `12`: one digit after the point unless it is a zero. */
export function oneDecimal(value: number): string {
  return String(Number(value.toFixed(value > 0 && value < 0.95 ? 2 : 1)));
}

/** Average over rows that are equally long; 0 without any. */
export function average<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  let sum = 0;
  for (const row of rows) sum += value(row);
  return rows.length > 0 ? sum / rows.length : 0;
}
