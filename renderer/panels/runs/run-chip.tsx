// One run in the strip: its number, mode, makespan and requests in one line, and signs for what went wrong, each with
// words for those who do not see or do not know the sign.
import { CircleSlash, Ellipsis, OctagonX, Pin, TriangleAlert } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { formatMs } from '../../../core/export/quantity.ts';
import type { RunEntry } from '../../../core/contract/window-state.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useModeName } from '../mode-name.ts';
import { marksOf, type RunMark } from './run-marks.ts';
import styles from './runs-strip.module.css';

/** What every item of the strip needs to take part in moving by keyboard. */
export interface ItemProps {
  readonly itemKey: string;
  readonly shown: boolean;
  /** Whether Tab comes here. */
  readonly reachable: boolean;
  readonly onReach: () => void;
}

export interface RunChipProps extends ItemProps {
  readonly entry: RunEntry;
  readonly onShow: () => void;
  readonly onDelete: () => void;
  readonly onMenu: (anchor: HTMLElement) => void;
}

function Sign({ mark }: { readonly mark: RunMark }) {
  switch (mark.kind) {
    case 'failedRun':
      return <OctagonX className={styles.danger} size={13} aria-hidden />;
    case 'stopped':
      return <CircleSlash className={styles.soft} size={13} aria-hidden />;
    case 'unreliable':
      return <TriangleAlert className={styles.warning} size={13} aria-hidden />;
    case 'notFinished':
      // The sign of the stopped run says it; how many, its words.
      return null;
    case 'failedRequests':
      return <span className={styles.danger}>{`✕ ${mark.count}`}</span>;
  }
}

export function RunChip(props: RunChipProps) {
  const { entry, itemKey, shown, reachable, onReach, onShow, onDelete, onMenu } = props;
  const words = useTranslations('runs');
  const lists = useTranslations('details.part');
  const modeName = useModeName();
  const { number, summary, modes, scenario } = entry;
  const marks = marksOf(entry);
  const markWords = marks.map((mark) =>
    'count' in mark
      ? words(`mark.${mark.kind}`, { count: mark.count })
      : words(`mark.${mark.kind}`),
  );
  if (entry.pinned) markWords.push(words('mark.pinned'));
  const mode =
    entry.origin === 'outside'
      ? words('chip.fromOutside')
      : (modes.length > 0 ? modes : [scenario.mode]).map(modeName).join(' → ');
  const makespan = formatMs(summary.makespanMs);
  const requests = words('chip.requests', { count: entry.requests });
  const label = words('chip.kept', {
    number: String(number),
    mode,
    makespan,
    requests,
    marks: markWords.map((mark) => `${lists('comma')}${mark}`).join(''),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete') return;
    event.preventDefault();
    onDelete();
  };
  return (
    <span
      className={styles.chip}
      data-shown={shown || undefined}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event.currentTarget.querySelector('button') ?? event.currentTarget);
      }}
    >
      <button
        type="button"
        className={styles.main}
        data-item={itemKey}
        aria-label={label}
        aria-current={shown || undefined}
        aria-keyshortcuts="Delete"
        title={label}
        tabIndex={reachable ? 0 : -1}
        onClick={onShow}
        onFocus={onReach}
        onKeyDown={onKeyDown}
      >
        {entry.pinned && <Pin className={styles.soft} size={12} aria-hidden />}
        <span className={styles.number}>{words('chip.number', { number: String(number) })}</span>
        <span className={styles.mode}>{mode}</span>
        <span className={styles.figure}>{makespan}</span>
        <span className={styles.soft}>{`· ${requests}`}</span>
        {marks.map((mark) => (
          <Sign key={mark.kind} mark={mark} />
        ))}
      </button>
      {(shown || reachable) && (
        <IconButton
          label={words('actions', { number: String(number) })}
          icon={<Ellipsis size={14} aria-hidden />}
          size="small"
          aria-haspopup="menu"
          tabIndex={reachable ? 0 : -1}
          onClick={(event) => onMenu(event.currentTarget)}
        />
      )}
    </span>
  );
}
