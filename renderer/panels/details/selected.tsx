// What is selected in the shown trace: a request with its whole story, or a span of a resource with its own facts.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { requestCourse } from '../../../core/analysis/request-story.ts';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { SpanFlag } from '../../../core/trace/span-columns.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import type { Selection } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { TraceMoment } from '../throttled-trace.ts';
import { RequestView } from './request-view.tsx';
import { SpanView } from './span-view.tsx';
import styles from './details.module.css';

/** What to tell about. `gone`: the trace no longer has it. */
export type Subject =
  | { readonly kind: 'none' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'request'; readonly requestId: number; readonly row: number }
  | { readonly kind: 'span'; readonly row: number };

/** A selected span of a request is told as a part of that request's story; a span of a resource by itself. */
export function subjectOf(trace: ShownTrace | null, selection: Selection): Subject {
  if (selection.kind === 'none') return { kind: 'none' };
  if (trace === null) return { kind: 'gone' };
  const { spans, requests } = trace;
  if (selection.kind === 'request') {
    const { requestId } = selection;
    return requests.indexOf(requestId) < 0
      ? { kind: 'gone' }
      : { kind: 'request', requestId, row: -1 };
  }
  const { row } = selection;
  if (row < 0 || row >= spans.length || (spans.flags[row]! & SpanFlag.Void) !== 0)
    return { kind: 'gone' };
  const kind = spans.kind[row];
  const requestId = spans.request[row]!;
  const ofRequest = kind !== SpanKind.LoopBusy && kind !== SpanKind.Probe;
  return ofRequest && requests.indexOf(requestId) >= 0
    ? { kind: 'request', requestId, row }
    : { kind: 'span', row };
}

export interface SelectedProps {
  readonly selection: Selection;
  readonly moment: TraceMoment;
  readonly runNumber: number | null;
}

export function Selected({ selection, moment, runNumber }: SelectedProps) {
  const words = useTranslations('details.select');
  const { trace, nowMs, feedRun } = moment;
  const subject = subjectOf(trace, selection);
  const requestId = subject.kind === 'request' ? subject.requestId : 0;
  const course = useMemo(
    () =>
      moment.trace === null || requestId === 0
        ? null
        : requestCourse(moment.trace, requestId, nowMs),
    [moment, requestId, nowMs],
  );
  if (subject.kind === 'none')
    return <EmptyState title={words('none')}>{words('noneHint')}</EmptyState>;
  if (subject.kind === 'gone' || trace === null)
    return <p className={styles.hint}>{words('gone')}</p>;
  if (subject.kind === 'span') return <SpanView trace={trace} moment={moment} row={subject.row} />;
  if (course === null) return <p className={styles.hint}>{words('gone')}</p>;
  return (
    <RequestView
      key={`${feedRun} ${course.id}`}
      course={course}
      feedRun={feedRun}
      firstRequestId={trace.firstRequestId}
      runNumber={runNumber}
      selectedRow={subject.row}
    />
  );
}
