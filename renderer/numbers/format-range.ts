// A stretch of time in few characters, both ends in the same unit and as exact as its length asks for.
import type { MsRange } from '../state/view-store.ts';

/** `120–480 ms`, `1.20–3.40 s`, `1.2034–1.2051 s`. */
export function formatRange({ startMs, endMs }: MsRange): string {
  const inSeconds = Math.max(Math.abs(startMs), Math.abs(endMs)) >= 1000;
  const unit = inSeconds ? 1000 : 1;
  const length = (endMs - startMs) / unit;
  // Three digits of the length, as far as they are after the point.
  const decimals = length > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(length)))) : 0;
  const text = (ms: number): string => (ms / unit).toFixed(decimals);
  return `${text(startMs)}–${text(endMs)} ${inSeconds ? 's' : 'ms'}`;
}
