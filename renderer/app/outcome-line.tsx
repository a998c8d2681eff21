// Which run is active or how the last one ended, in one line; spoken when it changes. Before the first it says how to begin.
import { useTranslations } from 'use-intl';
import type { RunEntry } from '../../core/contract/window-state.ts';
import { formatMs } from '../../core/export/quantity.ts';
import { isStale, useHost } from '../state/host-store.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { modeKey } from './mode-key.ts';
import styles from './outcome-line.module.css';

const TITLES = { done: 'done', stopped: 'stopped', failed: 'failedRun' } as const;

function Outcome({ run }: { readonly run: RunEntry }) {
  const words = useTranslations('shell.run');
  const modes = useTranslations('shell.mode');
  const { summary, number } = run;
  const mode = run.modes.map((each) => modes(modeKey(each))).join(' → ');
  return (
    <>
      <span className={styles.title} data-phase={summary.phase}>
        {words(TITLES[summary.phase], { number, mode })}
      </span>
      <span>{words('requests', { count: summary.requests })}</span>
      <span className={summary.failed > 0 ? styles.bad : undefined}>
        {words('errors', { count: summary.failed })}
      </span>
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

export function OutcomeLine() {
  const words = useTranslations('shell.run');
  const active = useHost(({ state }) => state?.activity.phase === 'running');
  const last = useHost(({ state }) => state?.runs.findLast((run) => run.origin === 'measured'));
  return (
    <div className={styles.line} role="status">
      {active ? <ActiveRun /> : last === undefined ? words('notYet') : <Outcome run={last} />}
    </div>
  );
}
