// What every small chart has around it: title, unit, a legend that shows the numbers under the cursor, and the same in words
// for who cannot see it.
import { useId, useState, type ReactNode } from 'react';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './charts.module.css';

export interface ChartNames {
  /** The chart's name, for its element. */
  readonly label: string;
  /** Id of the words that say what it shows. */
  readonly describedBy: string;
  /** Where the legend goes. */
  readonly legendSlot: HTMLElement | null;
  /** Where the place of the cursor goes. */
  readonly whereSlot: HTMLElement | null;
}

interface ChartFrameProps {
  readonly title: string;
  readonly unit: string;
  /** What the chart shows, in a sentence or two. */
  readonly summary: string;
  /** Said instead of the chart where there is nothing to draw; null: there is something. */
  readonly empty: string | null;
  readonly children: (names: ChartNames) => ReactNode;
}

export function ChartFrame({ title, unit, summary, empty, children }: ChartFrameProps) {
  const titleId = useId();
  const summaryId = useId();
  const [legendSlot, setLegendSlot] = useState<HTMLElement | null>(null);
  // Only the chart that has the focus tells its numbers: the cursor stands in all of them.
  const [focused, setFocused] = useState(false);
  const [whereSlot, setWhereSlot] = useState<HTMLElement | null>(null);
  return (
    <figure
      className={styles.chart}
      aria-labelledby={titleId}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <figcaption className={styles.caption}>
        <span id={titleId} className={styles.title}>
          {title}
        </span>
        <span className={styles.unit}>{unit}</span>
        <span ref={setWhereSlot} className={styles.where} />
      </figcaption>
      <div ref={setLegendSlot} className={styles.legend} aria-live={focused ? 'polite' : 'off'} />
      <VisuallyHidden id={summaryId}>{empty ?? summary}</VisuallyHidden>
      <div className={styles.plot}>
        {empty === null ? (
          children({ label: title, describedBy: summaryId, legendSlot, whereSlot })
        ) : (
          <p className={styles.empty} aria-hidden>
            {empty}
          </p>
        )}
      </div>
    </figure>
  );
}
