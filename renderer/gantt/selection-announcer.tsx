// Says to a screen reader what is selected, whoever selected it.
import { useTranslations } from 'use-intl';
import { formatMs } from '../../core/export/quantity.ts';
import { Lane } from '../../core/trace/lane.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { useView, type Selection } from '../state/view-store.ts';
import type { ChartModel } from './chart-model.ts';
import type { SpanTexts } from '../i18n/lane-word.ts';
import { kindKey, type ChartWords, type GanttTexts } from './words.ts';
import { shownKind } from '../../core/timeline/shown-lane.ts';

export interface SelectionAnnouncerProps {
  readonly model: ChartModel;
  readonly words: ChartWords;
}

export function SelectionAnnouncer({ model, words }: SelectionAnnouncerProps) {
  const texts = useTranslations('gantt');
  const spans = useTranslations('spans');
  const selection = useView((view) => view.selection);
  return (
    <div aria-live="polite">
      <VisuallyHidden>{sentence(model, words, selection, texts, spans)}</VisuallyHidden>
    </div>
  );
}

function sentence(
  { trace, nowMs }: ChartModel,
  words: ChartWords,
  selection: Selection,
  texts: GanttTexts,
  spanTexts: SpanTexts,
): string {
  if (trace === null || selection.kind === 'none') return '';
  if (selection.kind === 'request') {
    const at = trace.requests.indexOf(selection.requestId);
    if (at < 0) return '';
    const { startMs, endMs, outcome, status } = trace.requests.row(at);
    return texts('announce.request', {
      label: words.request(selection.requestId, trace.firstRequestId),
      latency: formatMs(Math.max(0, (Number.isNaN(endMs) ? nowMs : endMs) - startMs)),
      status: words.outcome(outcome) ?? String(status),
    });
  }
  if (selection.row >= trace.spans.length) return '';
  const { lane, request, startMs, endMs } = trace.spans.row(selection.row);
  return texts('announce.span', {
    kind: spanTexts(`kind.${kindKey(shownKind(trace.spans, selection.row))}`),
    duration: formatMs(Math.max(0, (Number.isNaN(endMs) ? nowMs : endMs) - startMs)),
    lane: lane === Lane.Request ? words.request(request, trace.firstRequestId) : words.lane(lane),
    start: formatMs(startMs),
  });
}
