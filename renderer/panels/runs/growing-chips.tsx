// What grows in the strip: the active run with its progress, and what comes from outside while no run is active.
import { useTranslations } from 'use-intl';
import { formatMs } from '../../../core/export/quantity.ts';
import type { HostState } from '../../../core/contract/window-state.ts';
import { isStale, useHost } from '../../state/host-store.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useModeName } from '../mode-name.ts';
import type { ActiveRun } from '../shown-run.ts';
import type { ItemProps } from './run-chip.tsx';
import styles from './runs-strip.module.css';

export interface ActiveChipProps extends ItemProps {
  readonly activity: ActiveRun;
  readonly onShow: () => void;
}

export function ActiveChip(props: ActiveChipProps) {
  const { activity, itemKey, shown, reachable, onReach, onShow } = props;
  const words = useTranslations('runs');
  const mode = useModeName()(activity.mode);
  const { number, step, finished, requests, elapsedMs } = activity;
  const stale = useHost(isStale);
  const label = words(stale ? 'chip.runningWhenLost' : 'chip.running', {
    number: String(number),
    mode,
    finished: String(finished),
    requests: String(requests),
  });
  return (
    <span className={styles.chip} data-shown={shown || undefined} data-growing>
      <button
        type="button"
        className={styles.main}
        data-item={itemKey}
        aria-label={label}
        aria-current={shown || undefined}
        tabIndex={reachable ? 0 : -1}
        onClick={onShow}
        onFocus={onReach}
      >
        <span className={styles.number}>{words('chip.number', { number: String(number) })}</span>
        <span className={styles.mode}>{mode}</span>
        <span className={styles.figure}>{formatMs(elapsedMs)}</span>
        <span
          className={styles.soft}
        >{`· ${finished}/${requests} · ${words(`step.${stale ? 'lost' : step}`)}`}</span>
      </button>
      <span className={styles.progress}>
        <ProgressBar
          label={label}
          value={step === 'preparing' && !stale ? null : finished}
          max={requests}
        />
      </span>
    </span>
  );
}

export interface OutsideChipProps extends ItemProps {
  readonly outside: HostState['outside'];
  readonly onShow: () => void;
  readonly onKeep: () => void;
}

export function OutsideChip(props: OutsideChipProps) {
  const { outside, itemKey, shown, reachable, onReach, onShow, onKeep } = props;
  const words = useTranslations('runs');
  return (
    <span className={styles.chip} data-shown={shown || undefined} data-growing>
      <button
        type="button"
        className={styles.main}
        data-item={itemKey}
        aria-current={shown || undefined}
        tabIndex={reachable ? 0 : -1}
        onClick={onShow}
        onFocus={onReach}
      >
        <span>{words('chip.outside', { count: outside.requests })}</span>
        {outside.inFlight > 0 && (
          <span className={styles.soft}>
            {`· ${words('chip.outsideInFlight', { count: outside.inFlight })}`}
          </span>
        )}
      </button>
      <Tooltip content={words('keepHint')} side="top">
        <button type="button" className={styles.keep} onClick={onKeep}>
          {words('keep')}
        </button>
      </Tooltip>
    </span>
  );
}
