// A chart's legend, put above the plot. While the cursor is somewhere, each entry shows the number there instead of that of
// the whole range. Lives inside the chart, because only there the cursor is known.
import { createPortal } from 'react-dom';
import { useActiveTooltipDataPoints, useIsTooltipActive } from 'recharts';
import type { ChartNames } from './chart-frame.tsx';
import styles from './charts.module.css';

/** How a series is drawn; never told by colour alone. */
export type SwatchKind = 'area' | 'line' | 'dashed' | 'hatched' | 'dots';

export interface LegendEntry<Row> {
  readonly name: string;
  readonly colour: string;
  readonly swatch: SwatchKind;
  /** Of the whole range; empty: nothing to say. */
  readonly overall: string;
  /** At the cursor. */
  readonly at: (row: Row) => string;
}

interface ChartLegendProps<Row> {
  readonly names: ChartNames;
  readonly entries: readonly LegendEntry<Row>[];
  /** Where the cursor is, e.g. `120–130 ms`. */
  readonly where: (row: Row) => string;
}

export function ChartLegend<Row>({ names, entries, where }: ChartLegendProps<Row>) {
  const active = useIsTooltipActive();
  const row = useActiveTooltipDataPoints<Row>()?.[0];
  const { legendSlot, whereSlot } = names;
  if (legendSlot === null || whereSlot === null) return null;
  const shown = active ? row : undefined;
  const legend = (
    <>
      {entries.map((entry) => (
        <span key={entry.name} className={styles.entry}>
          <Swatch kind={entry.swatch} colour={entry.colour} />
          {entry.name}
          <b className={styles.number}>{shown === undefined ? entry.overall : entry.at(shown)}</b>
        </span>
      ))}
    </>
  );
  return (
    <>
      {createPortal(legend, legendSlot)}
      {shown !== undefined && createPortal(where(shown), whereSlot)}
    </>
  );
}

function Swatch({ kind, colour }: { readonly kind: SwatchKind; readonly colour: string }) {
  return (
    <svg width={12} height={10} aria-hidden className={styles.swatch}>
      {kind === 'area' && <rect y={3} width={12} height={7} fill={colour} fillOpacity={0.3} />}
      {kind === 'hatched' && (
        <path d="M0 10 L10 0 M5 10 L12 3 M0 5 L5 0" stroke={colour} strokeWidth={1.5} />
      )}
      {(kind === 'area' || kind === 'line') && (
        <path d={kind === 'area' ? 'M0 3 H12' : 'M0 5 H12'} stroke={colour} strokeWidth={1.5} />
      )}
      {kind === 'dashed' && (
        <path d="M0 5 H12" stroke={colour} strokeWidth={1.5} strokeDasharray="4 2" />
      )}
      {kind === 'dots' && <circle cx={6} cy={5} r={2.5} fill={colour} />}
    </svg>
  );
}
