// The menu of one run in the strip; there is one for the whole strip, and it opens at the run it is of.
import { Menu } from '@base-ui/react/menu';
import { Eye, FileInput, Pin, PinOff, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { RunEntry } from '../../../core/contract/window-state.ts';
import { Kbd } from '../../ui/kbd.tsx';
import type { RunActions } from './use-run-actions.ts';
import styles from './run-menu.module.css';

export interface RunMenuProps {
  /** null: closed. */
  readonly entry: RunEntry | null;
  readonly anchor: Element | null;
  readonly actions: RunActions;
  readonly onDelete: (entry: RunEntry) => void;
  readonly onClose: () => void;
  /** Where the focus goes when it closes. */
  readonly focusAfter: () => HTMLElement | null;
}

export function RunMenu({ entry, anchor, actions, onDelete, onClose, focusAfter }: RunMenuProps) {
  const words = useTranslations('runs');
  return (
    <Menu.Root
      open={entry !== null}
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          className={styles.positioner}
          anchor={anchor}
          side="top"
          align="start"
          sideOffset={4}
        >
          {entry !== null && (
            <Menu.Popup
              className={styles.popup}
              aria-label={words('actions', { number: String(entry.number) })}
              finalFocus={() => focusAfter() ?? true}
            >
              <Menu.Item className={styles.item} onClick={() => actions.show(entry.number)}>
                <Eye size={14} aria-hidden />
                {words('show')}
              </Menu.Item>
              <Menu.Item className={styles.item} onClick={() => actions.useScenario(entry)}>
                <FileInput size={14} aria-hidden />
                {words('useScenario')}
              </Menu.Item>
              <Menu.Item className={styles.item} onClick={() => actions.togglePin(entry)}>
                {entry.pinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
                <span>
                  {words(entry.pinned ? 'unpin' : 'pin')}
                  <span className={styles.hint}>{words('pinHint')}</span>
                </span>
              </Menu.Item>
              <Menu.Separator className={styles.separator} />
              <Menu.Item className={styles.item} onClick={() => onDelete(entry)}>
                <Trash2 size={14} aria-hidden />
                <span className={styles.grow}>{words('delete')}</span>
                <Kbd keys="Delete" />
              </Menu.Item>
            </Menu.Popup>
          )}
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
