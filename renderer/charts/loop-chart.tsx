// How long a newcomer would wait for the event loop: until what holds it lets go, and what the health probes really waited.
import { memo, useMemo } from 'react';
import { Area, Line } from 'recharts';
import { useTranslations } from 'use-intl';
import { formatMs, formatMsOrUnknown } from '../../core/export/quantity.ts';
import { shortCount } from './axis-ticks.ts';
import { COLOUR } from './chart-colours.ts';
import { ChartFrame } from './chart-frame.tsx';
import { greatestRow, loopRows, type ChartInput, type LoopRow } from './chart-rows.ts';
import { TimeChart } from './time-chart.tsx';

export const LoopChart = memo(function LoopChart({ input }: { readonly input: ChartInput }) {
  const t = useTranslations('charts');
  const rows = useMemo(() => loopRows(input), [input]);
  const held = greatestRow(rows, (row) => row.heldMs);
  const probe = greatestRow(rows, (row) => row.probeMs);
  const heldMs = held?.heldMs ?? 0;
  const probeMs = probe?.probeMs ?? null;
  const greatestMs = Math.max(heldMs, probeMs ?? 0);
  const inSeconds = greatestMs >= 1000;
  return (
    <ChartFrame
      title={t('loop.title')}
      unit={`${inSeconds ? 's' : 'ms'}, ${t('loop.unit')}`}
      summary={t('loop.summary', {
        held: formatMs(heldMs),
        at: formatMs(held?.atMs ?? 0),
        probe: formatMsOrUnknown(probeMs),
      })}
      empty={heldMs === 0 && probeMs === null ? t('loop.empty') : null}
    >
      {(names) => (
        <TimeChart<LoopRow>
          rows={rows}
          range={input.range}
          names={names}
          greatest={greatestMs}
          formatLevel={inSeconds ? seconds : shortCount}
          legend={[
            {
              name: t('loop.held'),
              colour: COLOUR.held,
              swatch: 'area',
              overall: formatMs(heldMs),
              at: (row) => formatMs(row.heldMs),
            },
            {
              name: t('loop.probe'),
              colour: COLOUR.probe,
              swatch: 'dots',
              overall: formatMsOrUnknown(probeMs),
              at: (row) => formatMsOrUnknown(row.probeMs),
            },
          ]}
        >
          <Area
            dataKey="heldMs"
            type="linear"
            stroke={COLOUR.held}
            strokeWidth={1.5}
            fill={COLOUR.held}
            fillOpacity={0.22}
            isAnimationActive={false}
            activeDot={false}
          />
          <Line
            dataKey="probeMs"
            stroke="none"
            dot={PROBE_DOT}
            isAnimationActive={false}
            activeDot={false}
          />
        </TimeChart>
      )}
    </ChartFrame>
  );
});

const PROBE_DOT = { r: 1.75, fill: COLOUR.probe };

function seconds(ms: number): string {
  return shortCount(ms / 1000);
}
