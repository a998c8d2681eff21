// How many requests ended per second over time: good answers, and on top of them the others.
import { memo, useId, useMemo } from 'react';
import { Bar } from 'recharts';
import { useTranslations } from 'use-intl';
import { formatCount, formatMs, formatRate } from '../../core/export/quantity.ts';
import { COLOUR } from './chart-colours.ts';
import { ChartFrame } from './chart-frame.tsx';
import { greatestRow, throughputRows, type ChartInput, type ThroughputRow } from './chart-rows.ts';
import { TimeChart } from './time-chart.tsx';

interface ThroughputChartProps {
  readonly input: ChartInput;
}

export const ThroughputChart = memo(function ThroughputChart({ input }: ThroughputChartProps) {
  const t = useTranslations('charts');
  const hatch = useId();
  const rows = useMemo(() => throughputRows(input), [input]);
  const most = greatestRow(rows, (row) => row.goodPerS + row.failedPerS);
  const totals = totalsOf(rows);
  const greatest = most === null ? 0 : most.goodPerS + most.failedPerS;
  return (
    <ChartFrame
      title={t('throughput.title')}
      unit={t('throughput.unit')}
      summary={t('throughput.summary', {
        good: formatCount(totals.good),
        failed: formatCount(totals.failed),
        max: formatRate(greatest),
        at: formatMs(most?.atMs ?? 0),
      })}
      empty={totals.good + totals.failed === 0 ? t('throughput.empty') : null}
    >
      {(names) => (
        <TimeChart<ThroughputRow>
          rows={rows}
          range={input.range}
          names={names}
          greatest={greatest}
          legend={[
            {
              name: t('throughput.good'),
              colour: COLOUR.good,
              swatch: 'area',
              overall: formatCount(totals.good),
              at: (row) => formatCount(row.good),
            },
            {
              name: t('throughput.failed'),
              colour: COLOUR.failed,
              swatch: 'hatched',
              overall: formatCount(totals.failed),
              at: (row) => formatCount(row.failed),
            },
          ]}
        >
          <defs>
            <pattern
              id={hatch}
              width={4}
              height={4}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width={4} height={4} fill="var(--danger-bg)" />
              <rect width={2} height={4} fill={COLOUR.failed} />
            </pattern>
          </defs>
          <Bar
            dataKey="goodPerS"
            stackId="ended"
            fill={COLOUR.good}
            fillOpacity={0.75}
            isAnimationActive={false}
          />
          <Bar
            dataKey="failedPerS"
            stackId="ended"
            fill={`url(#${hatch})`}
            isAnimationActive={false}
          />
        </TimeChart>
      )}
    </ChartFrame>
  );
});

function totalsOf(rows: readonly ThroughputRow[]): { good: number; failed: number } {
  let good = 0;
  let failed = 0;
  for (const row of rows) {
    good += row.good;
    failed += row.failed;
  }
  return { good, failed };
}
