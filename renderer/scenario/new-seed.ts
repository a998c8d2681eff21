// A new seed. The one place in the scenario where chance is wanted.

export function newSeed(): number {
  const [seed = 1] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}
