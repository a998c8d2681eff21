// How many requests are under way over time: the average of each stretch of time, and the most at any moment of it.
import { memo, useMemo } from 'react';
import { Area, Line } from 'recharts';
import { useTranslations } from 'use-intl';
import { formatCount, formatMs } from '../../core/export/quantity.ts';
import { COLOUR } from './chart-colours.ts';
import { ChartFrame } from './chart-frame.tsx';
import { greatestRow, inFlightRows, type ChartInput, type InFlightRow } from './chart-rows.ts';
import { average, oneDecimal } from './chart-words.ts';
import { TimeChart } from './time-chart.tsx';

export const InFlightChart = memo(function InFlightChart({
  input,
}: {
  readonly input: ChartInput;
}) {
  const t = useTranslations('charts');
  const rows = useMemo(() => inFlightRows(input), [input]);
  const most = greatestRow(rows, (row) => row.max);
  const mean = average(rows, (row) => row.mean);
  const max = most?.max ?? 0;
  return (
    <ChartFrame
      title={t('inFlight.title')}
      unit={t('inFlight.unit')}
      summary={t('inFlight.summary', {
        max: formatCount(max),
        at: formatMs(most?.atMs ?? 0),
        mean: oneDecimal(mean),
      })}
      empty={null}
    >
      {(names) => (
        <TimeChart<InFlightRow>
          rows={rows}
          range={input.range}
          names={names}
          greatest={max}
          leastStep={1}
          legend={[
            {
              name: t('inFlight.mean'),
              colour: COLOUR.inFlight,
              swatch: 'area',
              overall: oneDecimal(mean),
              at: (row) => oneDecimal(row.mean),
            },
            {
              name: t('inFlight.max'),
              colour: COLOUR.ink,
              swatch: 'dashed',
              overall: formatCount(max),
              at: (row) => formatCount(row.max),
            },
          ]}
        >
          <Area
            dataKey="mean"
            type="linear"
            stroke={COLOUR.inFlight}
            strokeWidth={1.5}
            fill={COLOUR.inFlight}
            fillOpacity={0.18}
            isAnimationActive={false}
            activeDot={ACTIVE_DOT}
          />
          <Line
            dataKey="max"
            type="linear"
            stroke={COLOUR.ink}
            strokeWidth={1}
            strokeDasharray="3 2"
            dot={false}
            isAnimationActive={false}
            activeDot={false}
          />
        </TimeChart>
      )}
    </ChartFrame>
  );
});

const ACTIVE_DOT = { r: 3, strokeWidth: 0 };
