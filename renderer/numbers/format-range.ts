// A stretch of time in few characters, both ends in the same unit and as exact as its length asks for.
import type { MsRange } from '../state/view-store.ts';

/** `120–480 ms`, `1.2–3.4 s`, `1.2034–1.2051 s`. */
export function formatRange({ startMs, endMs }: MsRange): string {
  const inSeconds = Math.max(Math.abs(startMs), Math.abs(endMs)) >= 1000;
  const unit = inSeconds ? 1000 : 1;
  const length = (endMs - startMs) / unit;
  // Two digits of the length, as far as they are after the point.
  const decimals = length > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(length)))) : 0;
  const ends = [startMs, endMs].map((ms) => (ms / unit).toFixed(decimals));
  return `${withoutZeros(ends).join('–')} ${inSeconds ? 's' : 'ms'}`;
}

/** Takes zeros after the point away, as long as all have one at the end. */
function withoutZeros(texts: readonly string[]): readonly string[] {
  if (!texts.every((text) => /\..*0$/.test(text))) return texts;
  return withoutZeros(texts.map((text) => text.replace(/\.?0$/, '')));
}
