// Which parts of a late heartbeat no stage explains.
//
//   due                               now
//    |----####-----######--------------|     # = stages that held the loop
//    |hole|   |hole|     |----hole-----|     only holes of at least `leastNs` count

export interface Hole {
  readonly startNs: number;
  readonly endNs: number;
}

/**
 * @param edgesNs stages as start, end, start, end …, ascending and not overlapping
 * @param leastNs shorter holes are left out: they lie below the heartbeat's resolution
 */
export function uncoveredHoles(
  dueNs: number,
  nowNs: number,
  edgesNs: readonly number[],
  leastNs: number,
): Hole[] {
  const holes: Hole[] = [];
  let fromNs = dueNs;
  for (let n = 0; n + 1 < edgesNs.length; n += 2) {
    const startNs = edgesNs[n] ?? 0;
    if (startNs - fromNs >= leastNs) holes.push({ startNs: fromNs, endNs: startNs });
    fromNs = Math.max(fromNs, edgesNs[n + 1] ?? 0);
  }
  if (nowNs - fromNs >= leastNs) holes.push({ startNs: fromNs, endNs: nowNs });
  return holes;
}
