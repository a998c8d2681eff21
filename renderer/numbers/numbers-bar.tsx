// The row of figures: of the whole run, or of the dragged range when there is one. One stop of the Tab key; arrow keys move
// from figure to figure, and each explains itself under the pointer and under the focus.
import { X } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { rangeStatistics, WHOLE_RUN } from '../../core/analysis/range-statistics.ts';
import type { RunEntry } from '../../core/contract/window-state.ts';
import { useHost } from '../state/host-store.ts';
import { useView, type MsRange } from '../state/view-store.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { FigureView } from './figure-view.tsx';
import { figuresOf, type Figure, type WholeFacts } from './figures.ts';
import { formatRange } from './format-range.ts';
import { numbersOfStatistics, numbersOfSummary, type RunNumbers } from './run-numbers.ts';
import type { TraceAnalysis } from './trace-analysis.ts';
import { useTraceAnalysis } from './use-trace-analysis.ts';
import styles from './numbers-bar.module.css';

export function NumbersBar() {
  const t = useTranslations('numbers');
  const analysis = useTraceAnalysis();
  const range = useView((view) => view.range);
  const entry = useRunEntry(analysis);
  const figures = useFigures(analysis, entry, range);
  return (
    <section className={styles.bar} aria-label={t('title')}>
      {figures === null ? (
        <p className={styles.empty}>{t('empty')}</p>
      ) : (
        <>
          <Scope range={range} finished={entry !== null} />
          <FigureList figures={figures} />
        </>
      )}
    </section>
  );
}

/** What the host says of the shown run once it is finished; null before. */
function useRunEntry(analysis: TraceAnalysis | null): RunEntry | null {
  const feedRun = analysis === null || analysis.live ? null : analysis.feedRun;
  return useHost(({ state }) => state?.runs.find((run) => run.feedRun === feedRun) ?? null);
}

function useFigures(
  analysis: TraceAnalysis | null,
  entry: RunEntry | null,
  range: MsRange | null,
): readonly Figure[] | null {
  const t = useTranslations('numbers');
  const numbers = useMemo((): RunNumbers | null => {
    // A trace without requests shows only that the loop turns.
    if (analysis === null || Number.isNaN(analysis.index.firstMs)) return null;
    if (range === null && entry !== null) return numbersOfSummary(entry.summary);
    return numbersOfStatistics(rangeStatistics(analysis.index, range ?? WHOLE_RUN));
  }, [analysis, entry, range]);
  if (analysis === null || numbers === null) return null;
  return figuresOf(numbers, wholeFacts(analysis, entry), {
    reliable: t('verdict.reliable'),
    unreliable: t('verdict.unreliable'),
  });
}

function wholeFacts(analysis: TraceAnalysis, entry: RunEntry | null): WholeFacts {
  const { droppedRecords, notKept } = analysis;
  if (entry === null) return { droppedRecords, notKept, verdict: null, verdictReasons: [] };
  const { summary } = entry;
  return {
    droppedRecords: summary.droppedRecords,
    notKept: summary.notKept.spans,
    verdict: entry.origin === 'measured' ? summary.verdict : null,
    verdictReasons: summary.verdictReasons,
  };
}

interface ScopeProps {
  readonly range: MsRange | null;
  readonly finished: boolean;
}

/** Says of what the figures are; of a range, with the way back. */
function Scope({ range, finished }: ScopeProps) {
  const t = useTranslations('numbers');
  if (range === null) {
    return (
      <Tooltip content={t(finished ? 'wholeHint' : 'soFarHint')}>
        <span className={styles.scope} tabIndex={0} role="note">
          {t(finished ? 'wholeRun' : 'soFar')}
        </span>
      </Tooltip>
    );
  }
  return (
    <Tooltip content={t('rangeHint')}>
      <button
        type="button"
        className={styles.chip}
        aria-label={`${t('range', { range: formatRange(range) })}: ${t('clearRange')}`}
        onClick={() => useView.getState().setRange(null)}
      >
        {t('range', { range: formatRange(range) })}
        <X size={12} aria-hidden />
      </button>
    </Tooltip>
  );
}

function FigureList({ figures }: { readonly figures: readonly Figure[] }) {
  const t = useTranslations('numbers');
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent): void => {
    const to = moved(event.key, current, figures.length);
    if (to === null) return;
    event.preventDefault();
    setCurrent(to);
    list.current?.querySelectorAll<HTMLElement>('[tabindex]')[to]?.focus();
  };
  return (
    <ul
      ref={list}
      className={styles.figures}
      aria-label={t('title')}
      aria-description={t('keys')}
      onKeyDown={move}
    >
      {figures.map((figure, n) => (
        <li key={figure.id} className={styles.item}>
          <FigureView figure={figure} reachable={n === current} onFocus={() => setCurrent(n)} />
        </li>
      ))}
    </ul>
  );
}

/** Where a key leads to; null when it leads nowhere. */
function moved(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, from + 1);
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
