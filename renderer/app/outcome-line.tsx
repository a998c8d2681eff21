// How the shown run stands or ended, in one line; spoken when it changes. Before the first run it says how to begin. The end
// of a run that is not shown is spoken, too.
import { useTranslations } from 'use-intl';
import type { RunEntry } from '../../core/contract/window-state.ts';
import { formatMs } from '../../core/export/quantity.ts';
import { isStale, useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { endsOf } from '../panels/ends.ts';
import { shownRunOf } from '../panels/shown-run.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { modeKey } from './mode-key.ts';
import styles from './outcome-line.module.css';

const TITLES = { done: 'done', stopped: 'stopped', failed: 'failedRun' } as const;

function Outcome({ run }: { readonly run: RunEntry }) {
  const words = useTranslations('shell.run');
  const modes = useTranslations('shell.mode');
  const marks = useTranslations('runs.mark');
  const { summary, number } = run;
  const { errors, notFinished } = endsOf(summary);
  const mode = run.modes.map((each) => modes(modeKey(each))).join(' → ');
  return (
    <>
      <span className={styles.title} data-phase={summary.phase}>
        {words(TITLES[summary.phase], { number, mode })}
      </span>
      <span>{words('requests', { count: summary.requests })}</span>
      <span className={errors > 0 ? styles.bad : undefined}>
        {words('errors', { count: errors })}
      </span>
      {notFinished > 0 && <span>{marks('notFinished', { count: notFinished })}</span>}
      <span>{words('makespan', { time: formatMs(summary.makespanMs) })}</span>
      {summary.phase === 'failed' && <span className={styles.reason}>{summary.reason}</span>}
      {summary.verdict === 'unreliable' && (
        <Tooltip
          content={words('unreliableBecause', { reasons: summary.verdictReasons.join('; ') })}
        >
          <button type="button" className={styles.verdict}>
            {words('unreliable')}
          </button>
        </Tooltip>
      )}
    </>
  );
}

function ActiveRun() {
  const words = useTranslations('shell.run');
  const modes = useTranslations('shell.mode');
  // Two selectors of plain values: the line is not drawn anew with every progress of the run.
  const number = useHost(({ state }) =>
    state?.activity.phase === 'running' ? state.activity.number : 0,
  );
  const mode = useHost(({ state }) =>
    state?.activity.phase === 'running' ? state.activity.mode : null,
  );
  const key = useHost(isStale) ? 'activeWhenLost' : 'active';
  return mode !== null && words(key, { number, mode: modes(modeKey(mode)) });
}

/** Says how the last run ended while another one is shown: whoever does not look hears of it. */
function EndElsewhere({ shown }: { readonly shown: number | null }) {
  const words = useTranslations('shell.run');
  const modes = useTranslations('shell.mode');
  const last = useHost(({ state }) => state?.runs.findLast((run) => run.origin === 'measured'));
  if (last === undefined || last.number === shown) return null;
  const mode = last.modes.map((each) => modes(modeKey(each))).join(' → ');
  return words(TITLES[last.summary.phase], { number: last.number, mode });
}

export function OutcomeLine() {
  const words = useTranslations('shell.run');
  const chip = useTranslations('runs.chip');
  const says = useTranslations('details.says');
  const showing = useView((view) => view.showing);
  // Selectors of what stays the same while a run goes on: the line is not drawn anew with every progress.
  const phase = useHost(({ state }) => shownRunOf(state, showing).phase);
  const kept = useHost(({ state }) => {
    const shown = shownRunOf(state, showing);
    return shown.phase === 'kept' ? shown.entry : null;
  });
  const outside = useHost(({ state }) => state?.outside.requests ?? 0);
  const gone = showing.kind === 'run' ? showing.number : 0;
  return (
    <>
      <div className={styles.line} role="status">
        {phase === 'active' && <ActiveRun />}
        {kept !== null && <Outcome run={kept} />}
        {phase === 'none' && words('notYet')}
        {phase === 'outside' && chip('outside', { count: outside })}
        {phase === 'gone' && says('gone', { number: String(gone) })}
      </div>
      <VisuallyHidden live="polite">
        {phase !== 'active' && <EndElsewhere shown={kept?.number ?? null} />}
      </VisuallyHidden>
    </>
  );
}
