// The rules of raster.ts, said slowly: every column looks at every span. The oracle of tests and of the benchmark.
import { SpanFlag } from '../trace/span-columns.ts';
import { codeOf, LEVELS, type RasterInput } from './raster.ts';

export function slowCodes({ track, grid, nowMs, hidden }: RasterInput): number[] {
  return Array.from({ length: grid.columns }, (_, column) => {
    const fromMs = (grid.firstColumn + column) * grid.msPerColumn;
    const toMs = (grid.firstColumn + column + 1) * grid.msPerColumn;
    const coverage = new Map<number, number>();
    let failed = false;
    for (let n = 0; n < track.length; n++) {
      const kind = track.kind[n]!;
      if (kind === 0 || ((hidden >>> kind) & 1) === 1) continue;
      const startMs = track.startMs[n]!;
      const endMs = Math.max(startMs, track.endMs[n] === Infinity ? nowMs : track.endMs[n]!);
      const touches =
        startMs === endMs ? startMs >= fromMs && startMs < toMs : startMs < toMs && endMs > fromMs;
      if (!touches) continue;
      const ms = Math.min(endMs, toMs) - Math.max(startMs, fromMs);
      coverage.set(kind, (coverage.get(kind) ?? 0) + ms);
      failed ||= (track.flags[n]! & SpanFlag.Failed) !== 0;
    }
    if (coverage.size === 0) return 0;
    const total = [...coverage.values()].reduce((a, b) => a + b, 0);
    const [kind] = [...coverage].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]!;
    const level = Math.min(LEVELS - 1, Math.floor((total / grid.msPerColumn) * LEVELS));
    return codeOf(kind, level, failed);
  });
}
