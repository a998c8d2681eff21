// The common ground of the charts over time: the same range, the same ticks, one cursor for all of them.
import type { ReactNode } from 'react';
import { CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { TimeRange } from '../../core/analysis/range-statistics.ts';
import { formatRange } from '../numbers/format-range.ts';
import { levelTicks, shortCount, timeTicks } from './axis-ticks.ts';
import { COLOUR } from './chart-colours.ts';
import type { ChartNames } from './chart-frame.tsx';
import { ChartLegend, type LegendEntry } from './chart-legend.tsx';
import type { TimeRow } from './chart-rows.ts';

export const MARGIN = { top: 4, right: 12, bottom: 0, left: 0 };
export const FILLS = { width: '100%', height: '100%' } as const;
/** A word over the plot is held apart from what is drawn under it. */
export const OVER_PLOT = {
  fontSize: 10,
  stroke: 'var(--bg)',
  strokeWidth: 3,
  paintOrder: 'stroke',
} as const;
export const TICK = { fill: COLOUR.faint, fontSize: 10 } as const;
export const Y_WIDTH_PX = 34;

interface TimeChartProps<Row extends TimeRow> {
  readonly rows: readonly Row[];
  readonly range: TimeRange;
  readonly names: ChartNames;
  /** Greatest value that must be in view. */
  readonly greatest: number;
  /** 1 for what can only be counted. */
  readonly leastStep?: number;
  readonly formatLevel?: (value: number) => string;
  readonly legend: readonly LegendEntry<Row>[];
  /** The series: elements of recharts. */
  readonly children: ReactNode;
}

export function TimeChart<Row extends TimeRow>(props: TimeChartProps<Row>) {
  const { rows, range, names, greatest, legend, children } = props;
  const xTicks = timeTicks(range, 5);
  const yTicks = levelTicks(greatest, props.leastStep);
  return (
    <ComposedChart
      responsive
      style={FILLS}
      data={rows}
      margin={MARGIN}
      syncId="time"
      syncMethod={nearestTick}
      barCategoryGap={0}
      aria-label={names.label}
      aria-describedby={names.describedBy}
    >
      <CartesianGrid vertical={false} stroke={COLOUR.rule} syncWithTicks />
      <XAxis
        dataKey="atMs"
        type="number"
        domain={[range.startMs, range.endMs]}
        allowDataOverflow
        ticks={xTicks.values}
        tickFormatter={xTicks.format}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: COLOUR.rule }}
        height={18}
        tickMargin={3}
        interval="equidistantPreserveStart"
      />
      <YAxis
        type="number"
        domain={[0, yTicks.at(-1) ?? 1]}
        ticks={yTicks}
        tickFormatter={props.formatLevel ?? shortCount}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={Y_WIDTH_PX}
        interval={0}
      />
      <Tooltip
        content={NOTHING}
        isAnimationActive={false}
        cursor={{ stroke: COLOUR.ink, strokeWidth: 1 }}
      />
      {children}
      <ChartLegend<Row>
        names={names}
        entries={legend}
        where={(row) => formatRange({ startMs: row.fromMs, endMs: row.toMs })}
      />
    </ComposedChart>
  );
}

interface SyncedTick {
  readonly value: unknown;
}

/** Charts of the same time have buckets of different widths: the one cursor stands at the nearest. */
function nearestTick(
  ticks: readonly SyncedTick[],
  { activeLabel }: { activeLabel?: string | number | undefined },
): number {
  let nearest = 0;
  let leastMs = Infinity;
  ticks.forEach(({ value }, n) => {
    const awayMs = Math.abs(Number(value) - Number(activeLabel));
    if (awayMs < leastMs) [nearest, leastMs] = [n, awayMs];
  });
  return nearest;
}

/** The legend shows the numbers: nothing floats over the plot. */
export function NOTHING(): null {
  return null;
}
