// How latencies are distributed: bins whose width grows with the value (each doubling is cut into the same number of equal
// bins), so that 2 ms and 2 s are told from 3 ms and 3 s alike. The finest cut that gives no more bins than wanted.

export interface Histogram {
  /** Edges of the bins, ascending; one more than there are bins. None when there are no values. */
  readonly edges: Float64Array;
  /** Values from an edge (inclusive) to the next. */
  readonly counts: Uint32Array;
}

/** Smaller values count as this much: a logarithm needs an end. 1 µs. */
const LEAST_MS = 0.001;
/** Finest cut of a doubling: bins 3 % wide. Finer ones would show the clock rather than the server. */
const FINEST = 32;

/** @param most greatest number of bins; 60 or more always suffice */
export function histogramOf(valuesMs: Float64Array, most: number): Histogram {
  if (valuesMs.length === 0) return { edges: new Float64Array(), counts: new Uint32Array() };
  let least = Infinity;
  let greatest = LEAST_MS;
  for (const value of valuesMs) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  least = Math.max(LEAST_MS, least);
  let cut = FINEST;
  while (cut > 1 && binOf(greatest, cut) - binOf(least, cut) + 1 > most) cut /= 2;
  const first = binOf(least, cut);
  const counts = new Uint32Array(binOf(greatest, cut) - first + 1);
  for (const value of valuesMs) {
    const bin = binOf(Math.max(LEAST_MS, value), cut) - first;
    counts[bin] = counts[bin]! + 1;
  }
  return {
    edges: Float64Array.from({ length: counts.length + 1 }, (_, n) => edgeOf(first + n, cut)),
    counts,
  };
}

/** Bins are numbered through all doublings; `cut` of them to each. */
function binOf(valueMs: number, cut: number): number {
  let doubling = Math.floor(Math.log2(valueMs));
  // The logarithm of a value next to a power of two may be rounded across it.
  if (valueMs < 2 ** doubling) doubling--;
  else if (valueMs >= 2 ** (doubling + 1)) doubling++;
  return doubling * cut + Math.floor((valueMs / 2 ** doubling - 1) * cut);
}

/** Lower edge of a bin. */
function edgeOf(bin: number, cut: number): number {
  const doubling = Math.floor(bin / cut);
  return 2 ** doubling * (1 + (bin - doubling * cut) / cut);
}
