// The same batch under several modes, side by side: a row a mode, filled in as the runs end, the best of each column
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
          <table className={styles.table} role="table">
            <caption className={styles.caption}>{words('caption', { count: rows.length })}</caption>
            <Head />
            <tbody role="rowgroup">
              {rows.map((row) => (
                <Row key={row.mode} row={row} rows={rows} shown={row.mode === shownMode} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}

/** The roles are said, because a narrow window lays the rows out as something else than a table. */
function Head() {
  const words = useTranslations('runs.compare');
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">
          {words('mode')}
        </th>
        {MEASURES.map((measure) => (
          <th key={measure} scope="col" role="columnheader" className={styles.number}>
            <Tooltip content={words(`${measure}Hint`)}>
              <button type="button" className={styles.hinted}>
                {words(measure)}
              </button>
            </Tooltip>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly row: BatchRow;
  readonly rows: readonly BatchRow[];
  readonly shown: boolean;
}

function Row({ row, rows, shown }: RowProps) {
  const words = useTranslations('runs.compare');
  const name = useModeName()(row.mode);
  const show = (): void => {
    const view = useView.getState();
    if (row.phase === 'done') view.show({ kind: 'run', number: row.entry.number });
    if (row.phase === 'running') view.show({ kind: 'latest' });
  };
  const canShow = row.phase === 'done' || row.phase === 'running';
  return (
    <tr
      role="row"
      className={styles.row}
      data-shown={shown || undefined}
      data-clickable={canShow || undefined}
      onClick={canShow ? show : undefined}
    >
      <th scope="row" role="rowheader">
        {canShow ? (
          // The row's own click does it; the button is for the keyboard and for screen readers.
          <button
            type="button"
            className={styles.show}
            aria-current={shown || undefined}
            aria-label={words('show', { mode: name })}
          >
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <Numbers row={row} rows={rows} name={name} />
    </tr>
  );
}

function Numbers({ row, rows, name }: Omit<RowProps, 'shown'> & { readonly name: string }) {
  const words = useTranslations('runs.compare');
  switch (row.phase) {
    case 'done':
      return MEASURES.map((measure) => (
        <Cell
          key={measure}
          measure={measure}
          value={measureOf(row.entry, measure)}
          scale={measureScale(rows, measure)}
        />
      ));
    case 'running': {
      const { finished, requests } = row.activity;
      return (
        <td role="cell" colSpan={MEASURES.length} className={styles.wide}>
          {words('running', { finished, requests })}
          <ProgressBar
            label={words('progress', { mode: name })}
            value={row.activity.step === 'preparing' ? null : finished}
            max={requests}
          />
        </td>
      );
    }
    case 'pending':
    case 'absent':
    case 'notRun':
      return (
        <td role="cell" colSpan={MEASURES.length} className={styles.wide}>
          {words(row.phase)}
        </td>
      );
  }
}

interface CellProps {
  readonly measure: Measure;
  readonly value: number | null;
  readonly scale: MeasureScale;
}

function Cell({ measure, value, scale }: CellProps) {
  const words = useTranslations('runs.compare');
  const cell = { role: 'cell', className: styles.number, 'data-measure': measure } as const;
  const name = words(measure);
  if (value === null)
    return (
      <td {...cell} data-name={name}>
        {UNKNOWN}
      </td>
    );
  const best = value === scale.best;
  const share = scale.greatest > 0 ? value / scale.greatest : 0;
  return (
    <td {...cell} data-name={name} data-best={best || undefined}>
      <span className={styles.value}>
        {best && (
          <span className={styles.best} role="img" aria-label={words('best')}>
            ★
          </span>
        )}
        {textOf(measure, value)}
      </span>
      <span className={styles.bar} style={{ width: `${share * 100}%` }} aria-hidden />
    </td>
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
  const modeName = useModeName();
  return (
    <p className={styles.verdict} role="status">
      <VerdictText verdict={verdict} />
      {failing.length > 0 && verdict.kind !== 'waiting' && (
        <> {words('failed', { modes: failing.map(modeName).join(', ') })}</>
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
