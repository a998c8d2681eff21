// The list of keys, made from the registry: what is not offered now is not listed.
import { useTranslations } from 'use-intl';
import { useTitles } from '../i18n/use-titles.ts';
import { closeDialog, useWindow } from '../app/window-store.ts';
import { useSettings } from '../settings/use-settings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { grouped } from './command-search.ts';
import { useCommandRegistry } from './registry.ts';
import styles from './key-list.module.css';

function Keys() {
  const words = useTranslations('commands');
  const titleOf = useTitles();
  const { singleKeys } = useSettings();
  const commands = useCommandRegistry((registry) => registry.commands);
  const withKeys = [...commands.values()].filter(({ keys }) => (keys?.length ?? 0) > 0);
  return (
    <>
      {!singleKeys && <p className={styles.note}>{words('keysOff')}</p>}
      <div className={styles.groups}>
        {grouped(withKeys).map(({ group, items }) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{words(`groups.${group}`)}</h3>
            <dl className={styles.list}>
              {items.map((command) => (
                <div key={command.id} className={styles.row}>
                  <dt>{titleOf(command.title)}</dt>
                  <dd className={styles.keys}>
                    {command.keys?.[0] !== undefined && <Kbd keys={command.keys[0]} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}

export function KeyList() {
  const words = useTranslations('commands');
  const open = useWindow(({ dialog }) => dialog === 'keys');
  return (
    <Dialog
      title={words('keys')}
      size="large"
      open={open}
      onOpenChange={(next) => {
        if (!next) closeDialog();
      }}
    >
      <Keys />
    </Dialog>
  );
}
