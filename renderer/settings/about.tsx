// What this Loopscope is and where it runs: what one is asked for when something is odd.
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useHost } from '../state/host-store.ts';
import styles from './settings-dialog.module.css';

const BYTES_PER_MIB = 1_048_576;

function mib(bytes: number): string {
  return (bytes / BYTES_PER_MIB).toFixed(bytes < 10 * BYTES_PER_MIB ? 1 : 0);
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function About() {
  const words = useTranslations('settings');
  const host = useHost(({ state }) => state?.host);
  const kept = useHost(({ state }) => state?.keptMemory);
  if (host === undefined || kept === undefined) return null;
  const { machine } = host;
  return (
    <section className={styles.about}>
      <h3 className={styles.title}>{words('about')}</h3>
      <dl className={styles.facts}>
        <Fact name={words('version')}>{host.version}</Fact>
        <Fact name={words('host')}>{host.form}</Fact>
        {host.reason !== null && <Fact name={words('reason')}>{host.reason}</Fact>}
        <Fact name={words('machine')}>
          {words('machineText', {
            cpu: machine.cpuModel,
            cores: machine.cores,
            memory: machine.memoryMiB,
            runtime: machine.runtime,
          })}
        </Fact>
        <Fact name={words('database')}>
          <span className={styles.path}>{host.databasePath}</span>
        </Fact>
        <Fact name={words('memory')}>
          {words('memoryText', { used: mib(kept.bytes), limit: mib(kept.limitBytes) })}
          {kept.evicted > 0 && ` · ${words('evicted', { count: kept.evicted })}`}
        </Fact>
      </dl>
    </section>
  );
}
