// The command palette: everything that can be done, found by a few words. A combobox in a dialog: the focus stays in the
// input, arrows move in the list, Enter runs.
import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useTitles } from '../i18n/use-titles.ts';
import { closeDialog, useWindow } from '../app/window-store.ts';
import { Kbd } from '../ui/kbd.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { findCommands, grouped } from './command-search.ts';
import { useCommandRegistry, type Command } from './registry.ts';
import styles from './palette.module.css';

/** What can be run now. */
function runnable(commands: ReadonlyMap<string, Command>): readonly Command[] {
  return [...commands.values()].filter((command) => command.enabled?.() !== false);
}

function CommandList({ onRun }: { readonly onRun: (command: Command) => void }) {
  const words = useTranslations('commands');
  const titleOf = useTitles();
  const listId = useId();
  const commands = useCommandRegistry((registry) => registry.commands);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const groups = grouped(findCommands(runnable(commands), query));
  const flat = groups.flatMap(({ items }) => items);
  const active = flat[Math.min(at, flat.length - 1)];
  const idOf = (command: Command): string => `${listId}-${command.id}`;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, flat.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + 8, flat.length - 1),
      PageUp: Math.max(at - 8, 0),
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
      const target = flat[to];
      if (target !== undefined)
        document.getElementById(idOf(target))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      onRun(active);
    } else if (event.code === 'KeyK' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      closeDialog();
    }
  };

  return (
    <>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : idOf(active)}
        aria-label={words('search')}
        placeholder={words('search')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} className={styles.list} role="listbox" aria-label={words('palette')}>
        {groups.map(({ group, items }) => (
          <div key={group} role="group" aria-label={words(`groups.${group}`)}>
            <div className={styles.group} aria-hidden>
              {words(`groups.${group}`)}
            </div>
            {items.map((command) => (
              <div
                key={command.id}
                id={idOf(command)}
                className={styles.item}
                role="option"
                aria-selected={command === active}
                onClick={() => onRun(command)}
                onMouseMove={() => setAt(flat.indexOf(command))}
              >
                <span>{titleOf(command.title)}</span>
                {command.keys?.[0] !== undefined && <Kbd keys={command.keys[0]} />}
              </div>
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 && (
        <p className={styles.nothing} role="status">
          {words('nothing')}
        </p>
      )}
    </>
  );
}

export function Palette() {
  const words = useTranslations('commands');
  const open = useWindow(({ dialog }) => dialog === 'palette');
  const run = (command: Command): void => {
    closeDialog();
    command.run();
  };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) closeDialog();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title render={<VisuallyHidden>{words('palette')}</VisuallyHidden>} />
          <CommandList onRun={run} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
