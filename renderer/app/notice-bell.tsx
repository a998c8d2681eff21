// What the host has to say that is no answer to anything: a bell with a list. New errors also come as messages.
import { Popover } from '@base-ui/react/popover';
import { Bell, X } from 'lucide-react';
import { useEffect } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Notice } from '../../core/contract/window-state.ts';
import { useHostLink, type HostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { showToast } from '../ui/toast.ts';
import { useTellError } from './tell-error.ts';
import styles from './notice-bell.module.css';

const NONE: readonly Notice[] = [];

/** Shows errors that come while the window is open; those that were there when it came are in the list. */
function watchErrors(): () => void {
  return useHost.subscribe(({ state }, before) => {
    const known = before.state?.notices;
    if (known === undefined || state === null || state.notices === known) return;
    const newest = known.at(-1)?.id ?? -1;
    for (const { id, level, text } of state.notices)
      if (id > newest && level === 'error') showToast({ key: `notice-${id}`, level, text });
  });
}

function NoticeItem({ notice }: { readonly notice: Notice }) {
  const words = useTranslations('shell.notices');
  const format = useFormatter();
  const link: HostLink = useHostLink();
  const tell = useTellError();
  const dismiss = (): void => {
    link.call('notice.dismiss', { id: notice.id }).catch((error: unknown) => tell(error));
  };
  return (
    <li className={styles.item} data-level={notice.level}>
      <div>
        <span className={styles.level}>{words(`levels.${notice.level}`)}</span>{' '}
        <time className={styles.time}>
          {format.dateTime(notice.atMs, {
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            hour: '2-digit',
            minute: '2-digit',
            second: '2-digit',
          })}
        </time>{' '}
        {notice.times > 1 && (
          <span className={styles.time}>{words('times', { count: notice.times })}</span>
        )}
        <p className={styles.text}>{notice.text}</p>
      </div>
      <IconButton
        size="small"
        label={words('dismiss')}
        icon={<X size={12} aria-hidden />}
        onClick={dismiss}
      />
    </li>
  );
}

export function NoticeBell() {
  const words = useTranslations('shell.notices');
  const notices = useHost(({ state }) => state?.notices ?? NONE);
  useEffect(watchErrors, []);
  return (
    <Popover.Root>
      <Popover.Trigger
        className={styles.trigger}
        aria-label={words('open', { count: notices.length })}
      >
        <Bell size={14} aria-hidden />
        {notices.length > 0 && <span className={styles.count}>{notices.length}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} align="end" sideOffset={6}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{words('title')}</Popover.Title>
            {notices.length === 0 ? (
              <EmptyState title={words('none')} />
            ) : (
              <ul className={styles.list}>
                {notices.toReversed().map((notice) => (
                  <NoticeItem key={notice.id} notice={notice} />
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
