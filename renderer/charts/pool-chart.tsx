// How many pool threads work and how many requests wait for one, over time, against the threads there are.
import { memo, useMemo } from 'react';
import { Area, Line, ReferenceLine } from 'recharts';
import { useTranslations } from 'use-intl';
import { formatCount, formatMs } from '../../core/export/quantity.ts';
import { COLOUR } from './chart-colours.ts';
import { ChartFrame } from './chart-frame.tsx';
import { greatestRow, poolRows, type ChartInput, type PoolRow } from './chart-rows.ts';
import { average, oneDecimal } from './chart-words.ts';
import { OVER_PLOT, TimeChart } from './time-chart.tsx';

export const PoolChart = memo(function PoolChart({ input }: { readonly input: ChartInput }) {
  const t = useTranslations('charts');
  const rows = useMemo(() => poolRows(input), [input]);
  const busiest = greatestRow(rows, (row) => row.busyMax)?.busyMax ?? 0;
  const longest = greatestRow(rows, (row) => row.queuedMax);
  const queued = longest?.queuedMax ?? 0;
  const used = busiest > 0 || queued > 0;
  return (
    <ChartFrame
      title={t('pool.title')}
      unit={t('pool.unit')}
      summary={t('pool.summary', {
        busy: oneDecimal(average(rows, (row) => row.busy)),
        queued: formatCount(queued),
        at: formatMs(longest?.atMs ?? 0),
      })}
      empty={used ? null : t('pool.empty')}
    >
      {(names) => (
        <TimeChart<PoolRow>
          rows={rows}
          range={input.range}
          names={names}
          greatest={Math.max(busiest, queued, input.threads ?? 0)}
          leastStep={1}
          legend={[
            {
              name: t('pool.busy'),
              colour: COLOUR.busy,
              swatch: 'area',
              overall: formatCount(busiest),
              at: (row) => oneDecimal(row.busy),
            },
            {
              name: t('pool.queued'),
              colour: COLOUR.queue,
              swatch: 'line',
              overall: oneDecimal(average(rows, (row) => row.queued)),
              at: (row) => oneDecimal(row.queued),
            },
            {
              name: t('pool.max'),
              colour: COLOUR.queue,
              swatch: 'dashed',
              overall: formatCount(queued),
              at: (row) => formatCount(row.queuedMax),
            },
          ]}
        >
          <Area
            dataKey="busy"
            type="linear"
            stroke={COLOUR.busy}
            strokeWidth={1.5}
            fill={COLOUR.busy}
            fillOpacity={0.22}
            isAnimationActive={false}
            activeDot={false}
          />
          <Line
            dataKey="queued"
            type="linear"
            stroke={COLOUR.queue}
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
            activeDot={false}
          />
          <Line
            dataKey="queuedMax"
            type="linear"
            stroke={COLOUR.queue}
            strokeWidth={1}
            strokeDasharray="3 2"
            dot={false}
            isAnimationActive={false}
            activeDot={false}
          />
          {input.threads !== null && (
            <ReferenceLine
              y={input.threads}
              stroke={COLOUR.faint}
              strokeDasharray="1 3"
              label={{
                value: t('pool.threads', { count: input.threads }),
                position: 'insideTopRight',
                fill: COLOUR.faint,
                ...OVER_PLOT,
              }}
            />
          )}
        </TimeChart>
      )}
    </ChartFrame>
  );
});
