// The strip across the top while the connection is lost: why, when it is tried again, and a button that does it now.
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnectionControl } from '../host/create-host-link.ts';
import { useHost } from '../state/host-store.ts';
import { Button } from '../ui/button.tsx';
import styles from './connection-banner.module.css';

const COUNT_MS = 250;

function Countdown({ retryAtMs }: { readonly retryAtMs: number }) {
  const words = useTranslations('shell.connection');
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), COUNT_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((retryAtMs - nowMs) / 1_000);
  // Not spoken: it changes every second.
  return <span aria-hidden>{seconds > 0 ? words('retryIn', { seconds }) : words('retrying')}</span>;
}

export function ConnectionBanner() {
  const retryNow = useConnectionControl((control) => control.retryNow);
  const words = useTranslations('shell.connection');
  const connection = useHost((host) => host.connection);
  if (connection.phase !== 'lost') return null;
  return (
    <div className={styles.banner} role="alert">
      <strong>{words('lost')}</strong>
      <span>{connection.reason}</span>
      <span>{words('lostText')}</span>
      <Countdown key={connection.retryAtMs} retryAtMs={connection.retryAtMs} />
      <Button onClick={retryNow}>{words('retryNow')}</Button>
    </div>
  );
}
