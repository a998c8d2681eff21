// Seeded random numbers by counter: a draw depends only on (seed, stream, index), never on how many draws came
// before. That is what gives one scenario the same durations in every mode, live or simulated.

/** What a draw is for; streams of one seed are independent. */
export const Stream = { Fetch: 1, Inference: 2, Arrival: 3, Items: 4 } as const;
export type Stream = (typeof Stream)[keyof typeof Stream];

/** Finaliser of MurmurHash3 (Appleby, 2011): every input bit changes every output bit. */
function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hash32(seed: number, stream: number, index: number, salt: number): number {
  let h = mix32(seed ^ 0x9e3779b9);
  h = mix32(h ^ Math.imul(stream, 0x85ebca77));
  h = mix32(h ^ Math.imul(index, 0xc2b2ae3d));
  return mix32(h ^ Math.imul(salt, 0x27d4eb2f));
}

/**
 * A uniform draw in the open interval (0, 1) with 53 random bits.
 * @param salt which of several draws for the same index
 */
export function uniform(seed: number, stream: Stream, index: number, salt = 0): number {
  const high = hash32(seed, stream, index, 2 * salt) >>> 5;
  const low = hash32(seed, stream, index, 2 * salt + 1) >>> 6;
  return (high * 67108864 + low + 0.5) / 9007199254740992;
}

/** A standard normal draw (Box and Muller, 1958). */
export function normal(seed: number, stream: Stream, index: number): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(seed, stream, index, 0)));
  return radius * Math.cos(2 * Math.PI * uniform(seed, stream, index, 1));
}
