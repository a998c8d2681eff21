// The parts of a request's course, in order: each a row with its place in the request's interval, its length and share,
// and for a wait whom it waited for. A click selects the part in the chart.
import { useTranslations } from 'use-intl';
import type { CoursePart, RequestCourse } from '../../../core/analysis/request-story.ts';
import { formatMs, formatShare } from '../../../core/export/quantity.ts';
import { poolThreadOfLane } from '../../../core/trace/lane.ts';
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
}

export function CourseParts(props: CoursePartsProps) {
  const { course, parts, label, selectedRow, firstRequestId } = props;
  return (
    <ol className={styles.parts} aria-label={label}>
      {parts.map((part) => (
        <li key={part.row} className={styles.part}>
          <PartRow course={course} part={part} selected={part.row === selectedRow} />
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
    </ol>
  );
}

interface PartRowProps {
  readonly course: RequestCourse;
  readonly part: CoursePart;
  readonly selected: boolean;
}

function PartRow({ course, part, selected }: PartRowProps) {
  const words = useTranslations('details.part');
  const spans = useSpanWords();
  const kind = spans.kind(part.kind);
  const offset = words('offset', { offset: formatMs(part.offsetMs) });
  const duration = formatMs(part.durationMs);
  const share = formatShare(part.share);
  const notes = usePartNotes(part);
  return (
    <button
      type="button"
      className={styles.partRow}
      aria-pressed={selected}
      aria-label={[words('label', { kind, offset, duration, share }), ...notes].join(', ')}
      onClick={() => useView.getState().select({ kind: 'span', row: part.row })}
    >
      <SpanSwatch kind={part.kind} />
      <span className={styles.partName}>
        {kind} <span className={styles.note}>{[offset, ...notes].join(' · ')}</span>
      </span>
      <span className={styles.figure}>{duration}</span>
      <span className={styles.figure}>{share}</span>
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
  const notes: string[] = [];
  if (part.onLoop) notes.push(words('onLoop'));
  if (thread !== null) notes.push(words('onThread', { thread: String(thread) }));
  if (part.cpuMs !== null) notes.push(words('cpu', { cpu: formatMs(part.cpuMs) }));
  if (part.failed) notes.push(words('failed'));
  if (part.orphaned) notes.push(words('orphaned'));
  if (part.open) notes.push(words('open'));
  return notes;
}
