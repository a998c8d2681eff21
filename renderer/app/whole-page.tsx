// What fills the page when there is no window to show: nothing has come yet, the host refused, the host has ended.
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useHost } from '../state/host-store.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import styles from './whole-page.module.css';

function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      {children}
    </main>
  );
}

function Reload() {
  const words = useTranslations('shell.connection');
  return <Button onClick={() => window.location.reload()}>{words('reload')}</Button>;
}

/** The window's outline, so that the first paint is no blank page and nothing jumps afterwards. */
export function Skeleton() {
  const words = useTranslations('shell.connection');
  return (
    <main className={styles.skeleton} aria-busy>
      <div className={styles.top}>
        <span className={styles.name}>Loopscope</span>
        <span className={styles.ghost} />
        <span className={styles.ghost} />
      </div>
      <div className={styles.left} />
      <div className={styles.middle}>
        <Spinner label={words('connecting')} />
        <span>{words('connecting')}</span>
      </div>
      <div className={styles.right} />
      <div className={styles.bottom} />
    </main>
  );
}

export interface RefusedProps {
  readonly why: 'noAccess' | 'version' | 'other';
  readonly reason: string;
}

export function Refused({ why, reason }: RefusedProps) {
  const words = useTranslations('shell.connection');
  return (
    <Page title={words('refused')}>
      <p>{words(`refusedTexts.${why}`)}</p>
      {/* The host's own words, in English; what to do stands above in the user's language. */}
      {why !== 'noAccess' && <p>{reason}</p>}
      <Reload />
    </Page>
  );
}

export function Ended() {
  const words = useTranslations('shell.connection');
  const form = useHost(({ state }) => state?.host.form);
  return (
    <Page title={words('ended')}>
      <p>{words('endedText')}</p>
      <code className={styles.code}>npm start</code>
      {form !== 'Electron' && <Reload />}
    </Page>
  );
}
