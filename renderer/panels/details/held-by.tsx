// Who held what was waited for: the longest holders, each a way to its block in the chart, the rest on demand.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Held, Holder } from '../../../core/analysis/who-held-the-loop.ts';
import { formatMs } from '../../../core/export/quantity.ts';
import { useView } from '../../state/view-store.ts';
import { useSpanWords } from '../span-words.ts';
import styles from './details.module.css';

/** Holders shown without being asked. */
const FIRST_FEW = 3;
/** What is left over is worth a word from here on, in ms. */
const OTHER_MS = 1;
/** That nobody held the loop is worth a word only for a wait of this length, in ms. */
const NOBODY_MS = 5;

export interface HeldByProps {
  readonly held: Held;
  readonly what: 'loop' | 'pool' | 'during';
  readonly firstRequestId: number;
}

export function HeldBy({ held, what, firstRequestId }: HeldByProps) {
  const words = useTranslations('details.held');
  const [all, setAll] = useState(false);
  const { holders, otherMs } = held;
  const shown = all ? holders : holders.slice(0, FIRST_FEW);
  const more = holders.length - FIRST_FEW;
  if (holders.length === 0 && otherMs < NOBODY_MS) return null;
  return (
    <div className={styles.held}>
      <span>{words(what)}</span>
      <ul className={styles.holders}>
        {shown.map((holder) => (
          <li key={`${holder.request} ${holder.stage} ${holder.row}`}>
            <HolderLink holder={holder} firstRequestId={firstRequestId} />
          </li>
        ))}
        {holders.length === 0 && <li>{words(what === 'pool' ? 'notReady' : 'nobody')}</li>}
        {holders.length > 0 && (all || more <= 0) && otherMs >= OTHER_MS && (
          <li>
            {words('other')} <span className={styles.figure}>{formatMs(otherMs)}</span>
          </li>
        )}
        {more > 0 && (
          <li>
            <button
              type="button"
              className={styles.link}
              aria-expanded={all}
              onClick={() => setAll(!all)}
            >
              {all ? words('less') : words('more', { count: more })}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

function HolderLink({
  holder,
  firstRequestId,
}: {
  readonly holder: Holder;
  readonly firstRequestId: number;
}) {
  const words = useTranslations('details.held');
  const spans = useSpanWords();
  const request = spans.request(holder.request, firstRequestId);
  const text =
    request === null || holder.stage === 0
      ? words('runtime')
      : words('holder', { request, stage: spans.stage(holder.stage) });
  return (
    <button
      type="button"
      className={styles.holder}
      onClick={() => useView.getState().select({ kind: 'span', row: holder.row })}
    >
      {text} <span className={styles.figure}>{formatMs(holder.ms)}</span>
    </button>
  );
}
