// The line above the table: the filter box, what else narrows the rows, and how many are left.
import { Search, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount, formatMs } from '../../../core/export/quantity.ts';
import { useHost } from '../../state/host-store.ts';
import { useView, type MsRange } from '../../state/view-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useHostCommand } from '../use-host-command.ts';
import styles from './table.module.css';

export interface TableBarProps {
  readonly tab: 'requests' | 'spans';
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly shown: number;
  readonly all: number;
  readonly range: MsRange | null;
  readonly hiddenKinds: number;
}

export function TableBar({ tab, text, onText, shown, all, range, hiddenKinds }: TableBarProps) {
  const words = useTranslations('table');
  const id = useId();
  const hint = words(tab === 'spans' ? 'filterHintSpans' : 'filterHintRequests');
  return (
    <div className={styles.bar}>
      <label className={styles.filter} htmlFor={id} title={hint}>
        <Search size={13} aria-hidden />
        <span className={styles.filterName}>{words('filter')}</span>
        <input
          id={id}
          type="search"
          value={text}
          placeholder={hint}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      {range !== null && (
        <span className={styles.narrowed}>
          {words('range', { start: formatMs(range.startMs), end: formatMs(range.endMs) })}
          <IconButton
            label={words('clearRange')}
            icon={<X size={13} aria-hidden />}
            size="small"
            onClick={() => useView.getState().setRange(null)}
          />
        </span>
      )}
      {hiddenKinds > 0 && <HiddenKinds count={hiddenKinds} />}
      <span className={styles.count}>
        {words('count', { shown: formatCount(shown), all: formatCount(all) })}
      </span>
    </div>
  );
}

function HiddenKinds({ count }: { readonly count: number }) {
  const words = useTranslations('table');
  const give = useHostCommand();
  const showAll = (): void => {
    const settings = useHost.getState().state?.settings;
    if (settings !== undefined) give('settings.set', { ...settings, hiddenKinds: [] });
  };
  return (
    <span className={styles.narrowed}>
      {words('hidden', { count })}
      <IconButton
        label={words('showHidden')}
        icon={<X size={13} aria-hidden />}
        size="small"
        onClick={showAll}
      />
    </span>
  );
}
