// How numbers are written for people: always with a unit, about three significant digits, never a
// rounding that crosses into the next unit unseen (999.7 ms is `1.00 s`, not `1000 ms`).

/** `0 ms`, `0.4 ms`, `312 ms`, `2.10 s`, `36.0 s`, `1,234 s`. */
export function formatMs(ms: number): string {
  if (ms < 0) return `-${formatMs(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms < 0.05) return '<0.1 ms';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  const s = ms / 1000;
  if (s < 9.995) return `${s.toFixed(2)} s`;
  if (s < 99.95) return `${s.toFixed(1)} s`;
  return `${formatCount(Math.round(s))} s`;
}

/** What is written where a number is not known: never a zero. */
export const UNKNOWN = '–';

/** @param ms null = not known */
export function formatMsOrUnknown(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? UNKNOWN : formatMs(ms);
}

/** A share of 0 to 1 as `0 %`, `<0.1 %`, `8.3 %`, `100 %`; 100 % only when it is whole. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.05) return '<0.1 %';
  if (percent > 99.95 && percent < 100) return '>99.9 %';
  return percent >= 100 ? `${percent.toFixed(0)} %` : `${percent.toFixed(1)} %`;
}

/** `4.76 /s`, `312 /s`, `12,345 /s`. */
export function formatRate(perS: number): string {
  if (perS === 0) return '0 /s';
  if (perS < 0.005) return '<0.01 /s';
  if (perS < 9.995) return `${perS.toFixed(2)} /s`;
  if (perS < 99.95) return `${perS.toFixed(1)} /s`;
  return `${formatCount(Math.round(perS))} /s`;
}

/** `10,000`: groups of three, the same on every machine whatever its locale. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 request`, `2 requests`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
