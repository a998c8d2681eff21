// The same batch under several modes, side by side: a column a mode, filled in as the runs end, the best of each row
// marked, and what it comes to in one sentence. Shown while the window shows a run of a batch; else nothing.
import { useTranslations } from 'use-intl';
import type { Mode } from '../../core/contract/scenario.ts';
import { formatCount, formatMs, formatShare, UNKNOWN } from '../../core/export/quantity.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { Panel } from '../ui/panel.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import {
  batchOf,
  batchRows,
  measureOf,
  measureScale,
  MEASURES,
  type BatchRow,
  type Measure,
  type MeasureScale,
} from './batch/batch-rows.ts';
import {
  batchVerdict,
  failingModes,
  formatRatio,
  type BatchVerdict,
} from './batch/batch-verdict.ts';
import { useModeName } from './mode-name.ts';
import { useShownRun } from './shown-run.ts';
import styles from './batch/batch-table.module.css';

export function BatchTable() {
  const words = useTranslations('runs.compare');
  const state = useHost((host) => host.state);
  const shown = useShownRun();
  const batch = batchOf(shown);
  if (state === null || batch === null) return null;
  const rows = batchRows(state, batch);
  const shownMode = batch.modes[batch.index];
  return (
    <Panel title={words('title')} collapsible>
      <div className={styles.body}>
        <Verdict verdict={batchVerdict(rows)} failing={failingModes(rows)} />
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={words('title')}>
          <table className={styles.table}>
            <caption className={styles.caption}>{words('caption', { count: rows.length })}</caption>
            <Head rows={rows} shownMode={shownMode} />
            <tbody>
              {MEASURES.map((measure) => (
                <MeasureRow key={measure} measure={measure} rows={rows} shownMode={shownMode} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}

interface RowsProps {
  readonly rows: readonly BatchRow[];
  readonly shownMode: Mode | undefined;
}

/** Shows the run of a mode, as far as there is one. */
function show(row: BatchRow): void {
  const view = useView.getState();
  if (row.phase === 'done') view.show({ kind: 'run', number: row.entry.number });
  if (row.phase === 'running') view.show({ kind: 'latest' });
}

function Head({ rows, shownMode }: RowsProps) {
  const words = useTranslations('runs.compare');
  const modeName = useModeName();
  return (
    <thead>
      <tr>
        <td />
        {rows.map((row) => {
          const name = modeName(row.mode);
          const shown = row.mode === shownMode;
          const there = row.phase === 'done' || row.phase === 'running';
          return (
            <th key={row.mode} scope="col" data-shown={shown || undefined}>
              {there ? (
                <button
                  type="button"
                  className={styles.show}
                  aria-current={shown || undefined}
                  aria-label={words('show', { mode: name })}
                  onClick={() => show(row)}
                >
                  {name}
                </button>
              ) : (
                name
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function MeasureRow({ measure, rows, shownMode }: RowsProps & { readonly measure: Measure }) {
  const words = useTranslations('runs.compare');
  const scale = measureScale(rows, measure);
  return (
    <tr>
      <th scope="row">
        <Tooltip content={words(`${measure}Hint`)} side="left">
          <button type="button" className={styles.hinted}>
            {words(measure)}
          </button>
        </Tooltip>
      </th>
      {rows.map((row) => (
        <td
          key={row.mode}
          className={styles.number}
          data-shown={row.mode === shownMode || undefined}
          onClick={() => show(row)}
        >
          {row.phase === 'done' ? (
            <Figure measure={measure} value={measureOf(row.entry, measure)} scale={scale} />
          ) : (
            measure === 'makespan' && <Standing row={row} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** How far a mode is that has no numbers yet. */
function Standing({ row }: { readonly row: Exclude<BatchRow, { phase: 'done' }> }) {
  const words = useTranslations('runs.compare');
  const modeName = useModeName();
  if (row.phase !== 'running') return <span className={styles.standing}>{words(row.phase)}</span>;
  const { finished, requests, step } = row.activity;
  return (
    <span className={styles.standing}>
      {words('running', { finished, requests })}
      <ProgressBar
        label={words('progress', { mode: modeName(row.mode) })}
        value={step === 'preparing' ? null : finished}
        max={requests}
      />
    </span>
  );
}

interface FigureProps {
  readonly measure: Measure;
  readonly value: number | null;
  readonly scale: MeasureScale;
}

function Figure({ measure, value, scale }: FigureProps) {
  const words = useTranslations('runs.compare');
  if (value === null) return UNKNOWN;
  const best = value === scale.best;
  const share = scale.greatest > 0 ? value / scale.greatest : 0;
  return (
    <span className={styles.figure} data-best={best || undefined}>
      {best && (
        <span className={styles.best} role="img" aria-label={words('best')}>
          ★
        </span>
      )}
      {textOf(measure, value)}
      <span className={styles.bar} style={{ width: `${share * 100}%` }} aria-hidden />
    </span>
  );
}

function textOf(measure: Measure, value: number): string {
  if (measure === 'failed') return formatCount(value);
  return measure === 'held' ? formatShare(value) : formatMs(value);
}

interface VerdictProps {
  readonly verdict: BatchVerdict;
  readonly failing: readonly Mode[];
}

function Verdict({ verdict, failing }: VerdictProps) {
  const words = useTranslations('runs.compare.verdict');
  const lists = useTranslations('details.part');
  const modeName = useModeName();
  return (
    <p className={styles.verdict} role="status">
      <VerdictText verdict={verdict} />
      {failing.length > 0 && verdict.kind !== 'waiting' && (
        <> {words('failed', { modes: failing.map(modeName).join(lists('comma')) })}</>
      )}
    </p>
  );
}

function VerdictText({ verdict }: { readonly verdict: BatchVerdict }): string {
  const words = useTranslations('runs.compare.verdict');
  const holders = useTranslations('runs.compare.holder');
  const modeName = useModeName();
  switch (verdict.kind) {
    case 'waiting':
      return words('waiting', { done: verdict.done, count: verdict.count });
    case 'none':
    case 'alone':
      return words(verdict.kind);
    case 'same':
      return words('same', { fast: formatMs(verdict.fastMs), slow: formatMs(verdict.slowMs) });
    case 'faster':
    case 'loop':
    case 'pool': {
      const { fast, slow } = verdict;
      const base = {
        fast: modeName(verdict.fastMode),
        slow: modeName(verdict.slowMode),
        ratio: formatRatio(verdict.ratio),
      };
      if (verdict.kind === 'faster') return words('faster', base);
      if (verdict.kind === 'pool')
        return words('pool', {
          ...base,
          slowWait: formatMs(slow.summary.waits.poolMs),
          fastWait: formatMs(fast.summary.waits.poolMs),
        });
      return words('loop', {
        ...base,
        slowShare: formatShare(slow.summary.loop.blockedShare),
        fastShare: formatShare(fast.summary.loop.blockedShare),
        holder: holders(holderKey(verdict.slowMode)),
      });
    }
  }
}

/** What holds the loop in a mode: the mode says it. */
function holderKey(mode: Mode): 'sync' | 'asyncIo' | 'other' {
  if (mode === 'sync') return 'sync';
  return mode === 'async-io' ? 'asyncIo' : 'other';
}
