// A time that is only roughly known: no more digits than one would believe.

/** `0.4 s`, `12 s`, `3 min`. */
export function aboutTime(ms: number): string {
  if (ms < 9_950) return `${Math.max(0.1, ms / 1_000).toFixed(1)} s`;
  if (ms < 119_500) return `${Math.round(ms / 1_000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
