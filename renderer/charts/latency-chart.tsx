// How latencies are distributed: a histogram over a logarithmic axis, the share that was faster, and the usual percentiles.
import { memo, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useTranslations } from 'use-intl';
import { formatCount, formatMs, formatMsOrUnknown } from '../../core/export/quantity.ts';
import { formatRange } from '../numbers/format-range.ts';
import { levelTicks, logTicks, shortCount, shortMs } from './axis-ticks.ts';
import { COLOUR } from './chart-colours.ts';
import { ChartFrame, type ChartNames } from './chart-frame.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { latencyRows, type ChartInput, type LatencyRow, type LatencyRows } from './chart-rows.ts';
import { FILLS, MARGIN, NOTHING, OVER_PLOT, TICK, Y_WIDTH_PX } from './time-chart.tsx';

export const LatencyChart = memo(function LatencyChart({ input }: { readonly input: ChartInput }) {
  const t = useTranslations('charts');
  const latency = useMemo(() => latencyRows(input), [input]);
  const { percentiles, count } = latency;
  return (
    <ChartFrame
      title={t('latency.title')}
      unit={t('latency.unit')}
      summary={t('latency.summary', {
        count: formatCount(count),
        p50: formatMsOrUnknown(percentiles?.p50),
        p95: formatMsOrUnknown(percentiles?.p95),
        p99: formatMsOrUnknown(percentiles?.p99),
        max: formatMsOrUnknown(percentiles?.max),
      })}
      empty={count === 0 ? t('latency.empty') : null}
    >
      {(names) => <Distribution latency={latency} names={names} />}
    </ChartFrame>
  );
});

interface DistributionProps {
  readonly latency: LatencyRows;
  readonly names: ChartNames;
}

function Distribution({ latency: { rows, percentiles, count }, names }: DistributionProps) {
  const t = useTranslations('charts');
  const leastMs = rows[0]?.ms ?? 1;
  const greatestMs = rows.at(-1)?.ms ?? 2;
  // Room for a bin at either side: marks and their names are not cut off.
  const pad = (greatestMs / leastMs) ** 0.04;
  const domain: [number, number] = [leastMs / pad, greatestMs * pad];
  const most = rows.reduce((a, row) => Math.max(a, row.count), 0);
  const yTicks = levelTicks(most, 1);
  return (
    <ComposedChart
      responsive
      style={FILLS}
      data={rows}
      margin={MARGIN}
      aria-label={names.label}
      aria-describedby={names.describedBy}
    >
      <CartesianGrid vertical={false} stroke={COLOUR.rule} syncWithTicks yAxisId="count" />
      <XAxis
        dataKey="ms"
        type="number"
        scale="log"
        domain={domain}
        ticks={logTicks(domain[0], domain[1], 4)}
        tickFormatter={shortMs}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: COLOUR.rule }}
        height={18}
        tickMargin={3}
        interval="preserveStartEnd"
      />
      <YAxis
        yAxisId="count"
        domain={[0, yTicks.at(-1) ?? 1]}
        ticks={yTicks}
        tickFormatter={shortCount}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={Y_WIDTH_PX}
        interval={0}
      />
      <YAxis yAxisId="share" orientation="right" domain={[0, 100]} hide />
      <Tooltip content={NOTHING} isAnimationActive={false} cursor={{ stroke: COLOUR.ink }} />
      <Area
        yAxisId="count"
        dataKey="count"
        type="stepAfter"
        stroke={COLOUR.latency}
        strokeWidth={1}
        fill={COLOUR.latency}
        fillOpacity={0.22}
        isAnimationActive={false}
        activeDot={false}
      />
      <Line
        yAxisId="share"
        dataKey="fasterPercent"
        stroke={COLOUR.ink}
        strokeWidth={1}
        strokeDasharray="3 2"
        dot={false}
        isAnimationActive={false}
        activeDot={false}
      />
      {percentiles !== null && (
        <>
          {mark('p50', percentiles.p50, domain, 0)}
          {mark('p99', percentiles.p99, domain, MARK_LINE_PX)}
        </>
      )}
      <ChartLegend<LatencyRow>
        names={names}
        entries={[
          {
            name: t('latency.count'),
            colour: COLOUR.latency,
            swatch: 'area',
            overall: formatCount(count),
            at: (row) => formatCount(row.count),
          },
          {
            name: t('latency.faster'),
            colour: COLOUR.ink,
            swatch: 'dashed',
            overall: '',
            at: (row) => `${row.fasterPercent.toFixed(0)} %`,
          },
        ]}
        where={(row) =>
          row.toMs > row.ms ? formatRange({ startMs: row.ms, endMs: row.toMs }) : formatMs(row.ms)
        }
      />
    </ComposedChart>
  );
}

/** Names of marks stand on lines of their own, so that near marks do not write over each other. */
const MARK_LINE_PX = 11;

/** An upright line with its name, on the side that has room. */
function mark(name: string, ms: number, [least, greatest]: [number, number], dy: number) {
  const left = Math.log(ms / least) < 0.25 * Math.log(greatest / least);
  return (
    <ReferenceLine
      yAxisId="count"
      x={ms}
      stroke={COLOUR.ink}
      label={{
        value: name,
        position: left ? 'insideTopLeft' : 'insideTopRight',
        fill: COLOUR.ink,
        dy,
        ...OVER_PLOT,
      }}
    />
  );
}
