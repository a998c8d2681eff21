// The parts of a request's course, in order: each a row with its place in the request's interval, its length and share,
// and for a wait whom it waited for. A click selects the part in the chart.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CoursePart, RequestCourse } from '../../../core/analysis/request-story.ts';
import { formatMs, formatShare } from '../../../core/export/quantity.ts';
import { poolThreadOfLane } from '../../../core/trace/lane.ts';
import { isStale, useHost } from '../../state/host-store.ts';
import { useView } from '../../state/view-store.ts';
import { SpanSwatch } from '../../gantt/span-swatch.tsx';
import { spanFill } from '../span-fill.ts';
import { useSpanWords } from '../span-words.ts';
import { HeldBy } from './held-by.tsx';
import styles from './details.module.css';

export interface CoursePartsProps {
  readonly course: RequestCourse;
  readonly parts: readonly CoursePart[];
  readonly label: string;
  readonly selectedRow: number;
  readonly firstRequestId: number;
  /** Whether they follow the answer: then they have no share in the request's time. */
  readonly after?: boolean | undefined;
}

/** Shorter parts are folded into one line when there are several of them, in ms. */
const SHORT_MS = 0.1;

export function CourseParts(props: CoursePartsProps) {
  const { course, parts, label, selectedRow, firstRequestId, after = false } = props;
  const words = useTranslations('details.part');
  const [all, setAll] = useState(false);
  const isShort = (part: CoursePart): boolean =>
    part.durationMs < SHORT_MS && !part.open && !part.failed && part.row !== selectedRow;
  const short = parts.filter(isShort).length;
  const folds = short > 1 && short < parts.length;
  return (
    <ol className={styles.parts} aria-label={label}>
      {(folds && !all ? parts.filter((part) => !isShort(part)) : parts).map((part) => (
        <li key={part.row} className={styles.part}>
          <PartRow course={course} part={part} after={after} selected={part.row === selectedRow} />
          {part.held !== null && (
            <HeldBy
              key={part.row}
              held={part.held}
              what={part.countsAs === 'pool' ? 'pool' : 'loop'}
              firstRequestId={firstRequestId}
            />
          )}
        </li>
      ))}
      {folds && (
        <li>
          <button
            type="button"
            className={styles.link}
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? words('fewer') : words('short', { count: short })}
          </button>
        </li>
      )}
    </ol>
  );
}

interface PartRowProps {
  readonly course: RequestCourse;
  readonly part: CoursePart;
  readonly after: boolean;
  readonly selected: boolean;
}

function PartRow({ course, part, after, selected }: PartRowProps) {
  const words = useTranslations('details.part');
  const spans = useSpanWords();
  const kind = spans.kind(part.kind);
  const offset = words('offset', { offset: formatMs(part.offsetMs) });
  const duration = formatMs(part.durationMs);
  const share = formatShare(part.share);
  const notes = usePartNotes(part);
  const named = after
    ? words('labelAfter', { kind, offset, duration })
    : words('label', { kind, offset, duration, share });
  return (
    <button
      type="button"
      className={styles.partRow}
      aria-pressed={selected}
      aria-label={[named, ...notes].join(words('comma'))}
      onClick={() => useView.getState().select({ kind: 'span', row: part.row })}
    >
      <SpanSwatch kind={part.kind} />
      <span className={styles.partName}>
        {kind} <span className={styles.note}>{[offset, ...notes].join(' · ')}</span>
      </span>
      <span className={styles.figure}>{duration}</span>
      <span className={styles.figure}>{after ? '' : share}</span>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ ...spanFill(part.kind), ...placeOf(course, part) }} />
      </span>
    </button>
  );
}

/** Where a part lies in its request's interval; what lies beyond is drawn against the far edge. */
function placeOf({ totalMs }: RequestCourse, { offsetMs, durationMs }: CoursePart) {
  if (totalMs <= 0) return { left: '0%', width: '100%' };
  const left = Math.min(1, Math.max(0, offsetMs / totalMs));
  const width = Math.min(1 - left, durationMs / totalMs);
  return { left: `${left * 100}%`, width: `${width * 100}%` };
}

function usePartNotes(part: CoursePart): string[] {
  const words = useTranslations('details.part');
  const thread = poolThreadOfLane(part.lane);
  const stale = useHost(isStale);
  const notes: string[] = [];
  if (part.onLoop) notes.push(words('onLoop'));
  if (thread !== null) notes.push(words('onThread', { thread: String(thread) }));
  if (part.cpuMs !== null) notes.push(words('cpu', { cpu: formatMs(part.cpuMs) }));
  if (part.failed) notes.push(words('failed'));
  if (part.orphaned) notes.push(words('orphaned'));
  if (part.open) notes.push(words(stale ? 'openThen' : 'open'));
  return notes;
}
