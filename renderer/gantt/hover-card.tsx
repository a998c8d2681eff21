// What is known of the span under the pointer, and whom it waited for. Renders when another span is pointed at, not when the
// pointer moves; the controller moves it.
import { useTranslations } from 'use-intl';
import { formatMs } from '../../core/export/quantity.ts';
import { heldBy } from '../../core/timeline/held-by.ts';
import { shownKind } from '../../core/timeline/shown-lane.ts';
import { MODES } from '../../core/contract/scenario.ts';
import { Lane, poolThreadOfLane } from '../../core/trace/lane.ts';
import { requestLabel } from '../../core/trace/request-label.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { SpanFlag, type SpanRow } from '../../core/trace/span-columns.ts';
import { SpanKind, waitClassOf } from '../../core/trace/span-kind.ts';
import type { Held } from '../../core/analysis/who-held-the-loop.ts';
import type { ChartModel } from './chart-model.ts';
import { SpanSwatch } from './span-swatch.tsx';
import type { SpanTexts } from '../i18n/lane-word.ts';
import { kindKey, makeWords, type GanttTexts } from './words.ts';
import styles from './hover-card.module.css';

export interface HoverCardProps {
  readonly model: ChartModel;
  readonly spanRow: number;
}

export function HoverCard({ model, spanRow }: HoverCardProps) {
  const texts = useTranslations('gantt');
  const spans = useTranslations('spans');
  const { trace, nowMs } = model;
  if (trace === null || spanRow >= trace.spans.length) return null;
  const span = trace.spans.row(spanRow);
  const kind = shownKind(trace.spans, spanRow);
  const open = Number.isNaN(span.endMs);
  const durationMs = Math.max(0, (open ? nowMs : span.endMs) - span.startMs);
  const held = heldBy(model.tracks, trace.spans, spanRow, nowMs);
  return (
    <div className={styles.card}>
      <div className={styles.title}>
        <SpanSwatch kind={kind} />
        <strong>{spans(`kind.${kindKey(kind)}`)}</strong>
        <span className={styles.duration}>{formatMs(durationMs)}</span>
      </div>
      {held !== null && (
        <HeldLine held={held} span={span} trace={trace} texts={texts} spans={spans} />
      )}
      <Facts trace={trace} span={span} open={open} texts={texts} spans={spans} />
    </div>
  );
}

interface FactsProps {
  readonly trace: ShownTrace;
  readonly span: SpanRow;
  readonly open: boolean;
  readonly texts: GanttTexts;
  readonly spans: SpanTexts;
}

function Facts({ trace, span, open, texts, spans }: FactsProps) {
  const words = makeWords(spans, texts);
  const at = trace.requests.indexOf(span.request);
  const request = at < 0 ? null : trace.requests.row(at);
  const offsetMs = request === null ? NaN : span.startMs - request.startMs;
  const mode = request === null ? undefined : MODES[request.mode - 1];
  const thread = poolThreadOfLane(span.lane);
  const onLoop = (span.flags & SpanFlag.OnLoop) !== 0 || span.lane === Lane.EventLoop;
  const failed = request === null ? null : words.outcome(request.outcome);
  const facts = [
    request !== null && words.request(span.request, trace.firstRequestId),
    mode,
    texts('hover.from', { start: formatMs(span.startMs) }),
    offsetMs > 0 && texts('hover.after', { offset: formatMs(offsetMs) }),
    thread !== null && texts('hover.onThread', { number: String(thread) }),
    thread === null &&
      span.lane !== Lane.Request &&
      span.lane !== Lane.EventLoop &&
      words.lane(span.lane),
    span.kind === SpanKind.Inference &&
      !Number.isNaN(span.value) &&
      texts('hover.cpu', { cpu: formatMs(span.value) }),
    request !== null &&
      request.status > 0 &&
      texts('hover.status', { status: String(request.status) }),
    request !== null && request.outcome <= 0 && failed !== null && failed,
  ].filter((fact) => typeof fact === 'string');
  return (
    <>
      {onLoop && waitClassOf(span.kind) !== 'loop' && (
        <div className={styles.strong}>{texts('hover.onLoop')}</div>
      )}
      <div className={styles.facts}>{facts.join(' · ')}</div>
      {open && <div className={styles.soft}>{texts('hover.open')}</div>}
      {(span.flags & SpanFlag.Failed) !== 0 && (
        <div className={styles.failed}>✕ {texts('hover.failed')}</div>
      )}
      {(span.flags & SpanFlag.Orphaned) !== 0 && (
        <div className={styles.soft}>{texts('hover.orphaned')}</div>
      )}
    </>
  );
}

interface HeldLineProps extends Pick<FactsProps, 'trace' | 'span' | 'texts' | 'spans'> {
  readonly held: Held;
}

/** `waited for request 3’s inference (180 ms of it) and 2 others` */
function HeldLine({ held, span, trace, texts, spans }: HeldLineProps) {
  const [holder, ...others] = held.holders;
  if (holder === undefined) return null;
  const pool = waitClassOf(span.kind) === 'pool';
  const stage = holder.stage === 0 ? '' : spans(`short.${kindKey(holder.stage)}`);
  const known = holder.request > 0 && trace.requests.indexOf(holder.request) >= 0;
  const label = known ? String(requestLabel(holder.request, trace.firstRequestId)) : '?';
  const sentence =
    holder.stage === 0
      ? texts(pool ? 'hover.poolHeldByRuntime' : 'hover.heldByRuntime')
      : holder.request === span.request
        ? texts('hover.heldByThis', { stage })
        : texts(pool ? 'hover.poolHeldBy' : 'hover.heldBy', { label, stage });
  return (
    <div className={styles.strong}>
      {sentence} ({texts('hover.heldFor', { held: formatMs(holder.ms) })})
      {others.length > 0 && ` ${texts('hover.heldByOthers', { count: others.length })}`}
    </div>
  );
}
