// What the dragged range holds: how long it is, which requests were under way, what they did in it.
import { X, ZoomIn } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { formatMs } from '../../core/export/quantity.ts';
import { rangeKinds } from '../../core/timeline/range-kinds.ts';
import { useTraceMoment, type ThrottleOptions } from '../panels/throttled-trace.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { GanttController } from './gantt-controller.ts';
import { SpanSwatch } from './span-swatch.tsx';
import { kindKey } from './words.ts';
import { useGanttSettings } from './use-gantt-settings.ts';
import styles from './range-card.module.css';

/** A run that grows is counted anew a few times a second. */
const LOOKS: ThrottleOptions = { gapMs: () => 300, grows: true };
/** So many kinds are listed; the others are short. */
const MOST_KINDS = 6;

export interface RangeCardProps {
  readonly controller: GanttController;
}

export function RangeCard({ controller }: RangeCardProps) {
  const texts = useTranslations('gantt');
  const spans = useTranslations('spans');
  const range = useView((view) => view.range);
  const moment = useTraceMoment(LOOKS);
  const { hidden } = useGanttSettings();
  const found = useMemo(() => {
    if (range === null || moment.trace === null) return null;
    return rangeKinds(moment.trace, range.startMs, range.endMs, moment.nowMs, hidden);
  }, [range, moment, hidden]);
  if (range === null || found === null) return null;
  return (
    <section className={styles.card} aria-label={texts('range.label')}>
      <div className={styles.title}>
        <strong>{formatMs(range.endMs - range.startMs)}</strong>
        <span>{texts('range.requests', { count: found.active })}</span>
        <span>{texts('range.finished', { count: String(found.finished) })}</span>
        {found.latency !== null && (
          <span>
            {texts('range.latency', {
              p50: formatMs(found.latency.p50),
              p95: formatMs(found.latency.p95),
            })}
          </span>
        )}
        <span className={styles.actions}>
          <IconButton
            label={texts('range.zoom')}
            shortcut="KeyF"
            icon={<ZoomIn size={14} aria-hidden />}
            onClick={() => controller.focus()}
          />
          <IconButton
            label={texts('range.clear')}
            shortcut="Escape"
            icon={<X size={14} aria-hidden />}
            onClick={() => useView.getState().setRange(null)}
          />
        </span>
      </div>
      <ul className={styles.kinds}>
        {found.kinds.slice(0, MOST_KINDS).map(({ kind, count, ms }) => (
          <li key={kind}>
            <SpanSwatch kind={kind} />
            <span>
              {texts('range.count', {
                count: String(count),
                kind: spans(`short.${kindKey(kind)}`),
              })}
            </span>
            <span className={styles.ms}>{formatMs(ms)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
