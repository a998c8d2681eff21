// The runs of the session along the foot of the window, newest first, with what grows before them. Left and Right move
// along, Enter shows, Delete deletes; the rest is in each run's menu. What is kept and shown is decided elsewhere.
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import type { RunEntry } from '../../core/contract/window-state.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { ActiveChip, OutsideChip } from './runs/growing-chips.tsx';
import { KeptMemory } from './runs/kept-memory.tsx';
import { RunChip, type ItemProps } from './runs/run-chip.tsx';
import { RunMenu } from './runs/run-menu.tsx';
import {
  isShown,
  itemKey,
  stripGroups,
  type StripGroup,
  type StripItem,
} from './runs/strip-items.ts';
import { useRunActions, type RunActions } from './runs/use-run-actions.ts';
import { useRunCommands } from './runs/use-run-commands.ts';
import { useShownRun } from './shown-run.ts';
import styles from './runs/runs-strip.module.css';

interface OpenMenu {
  readonly number: number;
  readonly anchor: HTMLElement;
}

export function RunsStrip() {
  const words = useTranslations('runs');
  const state = useHost((host) => host.state);
  const actions = useRunActions();
  const list = useRef<HTMLUListElement>(null);
  const strip = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const groups = state === null ? [] : stripGroups(state);
  const items = groups.flatMap((group) => group.items);
  const walk = useWalk(list, strip, items);
  useRunCommands(actions, walk.leave);
  useShownInView(list, walk.shownKey);
  const remove = (entry: RunEntry): void => {
    walk.leave(`run-${entry.number}`);
    actions.remove(entry.number);
  };
  const menuEntry = state?.runs.find(({ number }) => number === menu?.number) ?? null;
  return (
    <section ref={strip} className={styles.strip} aria-label={words('label')} tabIndex={-1}>
      {items.length === 0 ? (
        <p className={styles.empty}>{words('empty')}</p>
      ) : (
        <ul ref={list} className={styles.list} onKeyDown={walk.onKeyDown}>
          {groups.map((group) => (
            <Group
              key={group.key}
              group={group}
              of={walk.itemProps}
              actions={actions}
              onDelete={remove}
              onMenu={(number, anchor) => setMenu({ number, anchor })}
            />
          ))}
        </ul>
      )}
      <KeptMemory />
      <RunMenu
        entry={menuEntry}
        anchor={menu?.anchor ?? null}
        actions={actions}
        onDelete={remove}
        onClose={() => setMenu(null)}
        focusAfter={() => walk.heir() ?? menu?.anchor ?? null}
      />
    </section>
  );
}

interface GroupProps {
  readonly group: StripGroup;
  readonly of: (item: StripItem) => ItemProps;
  readonly actions: RunActions;
  readonly onDelete: (entry: RunEntry) => void;
  readonly onMenu: (number: number, anchor: HTMLElement) => void;
}

function Group({ group, of, actions, onDelete, onMenu }: GroupProps) {
  const words = useTranslations('runs');
  const chips = group.items.map((item) => (
    <li key={itemKey(item)} className={styles.item}>
      <Chip item={item} of={of} actions={actions} onDelete={onDelete} onMenu={onMenu} />
    </li>
  ));
  if (group.batch === null) return chips;
  const name = words('batch', { count: group.items.length });
  return (
    <li className={styles.batch}>
      <span className={styles.batchName} title={name} aria-hidden />
      <ul className={styles.batchList} aria-label={name}>
        {chips}
      </ul>
    </li>
  );
}

function Chip({
  item,
  of,
  actions,
  onDelete,
  onMenu,
}: Omit<GroupProps, 'group'> & {
  readonly item: StripItem;
}) {
  switch (item.kind) {
    case 'outside':
      return (
        <OutsideChip
          {...of(item)}
          outside={item.outside}
          onShow={() => useView.getState().show({ kind: 'outside' })}
          onKeep={actions.keepOutside}
        />
      );
    case 'active':
      return (
        <ActiveChip
          {...of(item)}
          activity={item.activity}
          onShow={() => useView.getState().show({ kind: 'latest' })}
        />
      );
    case 'run':
      return (
        <RunChip
          {...of(item)}
          entry={item.entry}
          onShow={() => actions.show(item.entry.number)}
          onDelete={() => onDelete(item.entry)}
          onMenu={(anchor) => onMenu(item.entry.number, anchor)}
        />
      );
  }
}

/** Moving along the strip by keyboard: one item is reachable by Tab, arrows make another one so. */
function useWalk(
  list: RefObject<HTMLUListElement | null>,
  strip: RefObject<HTMLElement | null>,
  items: readonly StripItem[],
) {
  const shown = useShownRun();
  const [reached, setReached] = useState<string | null>(null);
  const keys = items.map(itemKey);
  const shownItem = items.find((item) => isShown(item, shown));
  const shownKey = shownItem === undefined ? null : itemKey(shownItem);
  const reachable = reached !== null && keys.includes(reached) ? reached : (shownKey ?? keys[0]);
  const focus = (key: string | undefined): void => {
    if (key === undefined) return;
    setReached(key);
    list.current?.querySelector<HTMLElement>(`[data-item="${key}"]`)?.focus();
  };
  // Of an item that is about to vanish, and who gets the focus then.
  const leaving = useRef<{ readonly key: string; readonly to: string | null } | null>(null);
  const heir = (): HTMLElement | null => {
    if (leaving.current === null) return null;
    const { to } = leaving.current;
    return list.current?.querySelector<HTMLElement>(`[data-item="${to}"]`) ?? strip.current;
  };
  useEffect(() => {
    if (leaving.current === null || keys.includes(leaving.current.key)) return;
    // Whoever has taken the focus elsewhere meanwhile keeps it.
    if (document.activeElement === null || document.activeElement === document.body)
      heir()?.focus();
    leaving.current = null;
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = target(event.key, keys, keys.indexOf(reachable ?? ''));
    if (to === null) return;
    event.preventDefault();
    focus(keys[to]);
  };
  return {
    shownKey,
    heir,
    onKeyDown,
    itemProps: (item: StripItem): ItemProps => {
      const key = itemKey(item);
      return {
        itemKey: key,
        shown: key === shownKey,
        reachable: key === reachable,
        onReach: () => setReached(key),
      };
    },
    /** The focus goes to a neighbour: this item is about to vanish. */
    leave: (key: string): void => {
      const at = keys.indexOf(key);
      const to = keys[at + 1] ?? keys[at - 1] ?? null;
      leaving.current = { key, to };
      if (to === null) strip.current?.focus();
      else focus(to);
    },
  };
}

function target(key: string, keys: readonly string[], at: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(keys.length - 1, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return keys.length - 1;
    default:
      return null;
  }
}

/** Scrolls to the shown run when another one is shown; never moves under the user's hands otherwise. */
function useShownInView(list: RefObject<HTMLUListElement | null>, shownKey: string | null): void {
  useEffect(() => {
    if (shownKey === null) return;
    list.current
      ?.querySelector(`[data-item="${shownKey}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [list, shownKey]);
}
