// The strip that says that Loopscope was started again and what is gone with the session before. Stays until it is dismissed.
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { dismissLostSession, useLostSession, type LostSession } from '../state/lost-session.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './connection-banner.module.css';

function whatIsGone({ runs, active }: LostSession): 'runs' | 'runsAndActive' | 'active' {
  if (runs === 0) return 'active';
  return active ? 'runsAndActive' : 'runs';
}

export function RestartBanner() {
  const words = useTranslations('shell');
  const lost = useLostSession((session) => session.lost);
  if (lost === null) return null;
  return (
    <div className={styles.banner} role="alert">
      <strong>{words('restarted.title')}</strong>
      <span>{words(`restarted.${whatIsGone(lost)}`, { count: lost.runs })}</span>
      <IconButton
        size="small"
        label={words('dismiss')}
        icon={<X size={14} aria-hidden />}
        onClick={dismissLostSession}
      />
    </div>
  );
}
