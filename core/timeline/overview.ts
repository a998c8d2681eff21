// The whole run in one small strip: how many requests are under way, what holds the loop, where requests failed.
//
//   in flight   ▂▄▆█▇▅▃▁
//   loop        ████████
//   failed           ×
import { isGoodOutcome } from '../analysis/range-statistics.ts';
import { Outcome } from '../trace/request-table.ts';
import type { RequestColumns } from '../trace/request-columns.ts';
import type { Raster, RasterInput } from './raster.ts';
import { columnAt, type ColumnGrid } from './time-scale.ts';

export interface Overview {
  readonly grid: ColumnGrid;
  /** Requests of which any part lies in the column. */
  readonly inFlight: Float64Array;
  readonly mostInFlight: number;
  /** Codes of the loop's row, see raster.ts. */
  readonly loop: Uint8Array;
  /** Requests that ended without a good answer in the column. */
  readonly failed: Uint16Array;
}

export function overviewOf(
  requests: RequestColumns,
  loop: Omit<RasterInput, 'grid'>,
  raster: Raster,
  grid: ColumnGrid,
): Overview {
  const { columns } = grid;
  const codes = new Uint8Array(columns);
  raster.write({ ...loop, grid }, 0, columns, codes);
  const inFlight = new Float64Array(columns + 1);
  const failed = new Uint16Array(columns);
  for (let at = 0; at < requests.length; at++) {
    const startMs = requests.startMs[at]!;
    if (Number.isNaN(startMs)) continue;
    const endMs = requests.endMs[at]!;
    const last = columnAt(grid, Number.isNaN(endMs) ? loop.nowMs : endMs);
    const from = Math.min(columns, Math.max(0, columnAt(grid, startMs)));
    inFlight[from]!++;
    inFlight[Math.min(columns, Math.max(from, last + 1))]!--;
    const outcome = requests.outcome[at]!;
    if (outcome === Outcome.Pending || isGoodOutcome(outcome)) continue;
    if (last >= 0 && last < columns) failed[last]!++;
  }
  let mostInFlight = 0;
  for (let column = 0, now = 0; column < columns; column++) {
    now += inFlight[column]!;
    inFlight[column] = now;
    mostInFlight = Math.max(mostInFlight, now);
  }
  return { grid, inFlight: inFlight.subarray(0, columns), mostInFlight, loop: codes, failed };
}
