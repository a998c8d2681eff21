// Whether the prediction server's event loop is free, as its heartbeat tells. It pulses only while the loop is blocked, and
// only where motion is wanted; without a connection nobody knows. How long it is blocked is counted by this page's clock, from when it learned of it.
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatMs } from '../../core/export/quantity.ts';
import { isStale, useHost } from '../state/host-store.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './loop-indicator.module.css';

const REFRESH_MS = 100;

function BlockedTime() {
  const words = useTranslations('shell.loop');
  const [since] = useState(() => performance.now());
  const [blockedMs, setBlockedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setBlockedMs(performance.now() - since), REFRESH_MS);
    return () => clearInterval(timer);
  }, [since]);
  return words('blocked', { time: formatMs(blockedMs) });
}

export function LoopIndicator() {
  const words = useTranslations('shell.loop');
  const loop = useHost(({ state }) => state?.loop);
  const stale = useHost(isStale);
  if (loop === undefined) return null;
  if (stale)
    return (
      <Tooltip content={words('unknownHint')}>
        <button type="button" className={styles.indicator} data-phase="unknown">
          <span className={styles.dot} />
          {words('unknown')}
        </button>
      </Tooltip>
    );
  const hint = loop.phase === 'down' ? loop.reason : words('hint');
  return (
    <Tooltip content={hint}>
      <button type="button" className={styles.indicator} data-phase={loop.phase}>
        <span className={styles.dot} />
        {loop.phase === 'blocked' ? <BlockedTime key={loop.sinceMs} /> : words(loop.phase)}
      </button>
    </Tooltip>
  );
}
