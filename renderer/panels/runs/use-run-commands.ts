// The strip's commands for palette and keys: going from run to run, and what can be done with the shown one.
import { useEffect, useEffectEvent } from 'react';
import type { RunEntry } from '../../../core/contract/window-state.ts';
import { registerCommands } from '../../commands/registry.ts';
import { useHost } from '../../state/host-store.ts';
import { useView } from '../../state/view-store.ts';
import { shownRunOf } from '../shown-run.ts';
import type { RunActions } from './use-run-actions.ts';

function shownEntry(): RunEntry | null {
  const shown = shownRunOf(useHost.getState().state, useView.getState().showing);
  return shown.phase === 'kept' ? shown.entry : null;
}

/** The kept run that is `by` runs newer than the shown one; from what is no kept run one goes to the newest. */
function neighbour(by: 1 | -1): RunEntry | null {
  const runs = useHost.getState().state?.runs ?? [];
  const shown = shownEntry();
  if (shown === null) return by < 0 ? (runs.at(-1) ?? null) : null;
  const at = runs.findIndex(({ number }) => number === shown.number);
  return runs[at + by] ?? null;
}

/** @param leave told of an item that is about to vanish while it may have the focus */
export function useRunCommands(actions: RunActions, leave: (key: string) => void): void {
  const beforeDelete = useEffectEvent((number: number) => {
    const focused = document.activeElement?.closest(`[data-item="run-${number}"]`) ?? null;
    if (focused !== null) leave(`run-${number}`);
  });
  useEffect(() => {
    const go = (by: 1 | -1) => ({
      enabled: () => neighbour(by) !== null,
      run: () => {
        const entry = neighbour(by);
        if (entry !== null) actions.show(entry.number);
      },
    });
    const onShown = (act: (entry: RunEntry) => void) => ({
      enabled: () => shownEntry() !== null,
      run: () => {
        const entry = shownEntry();
        if (entry !== null) act(entry);
      },
    });
    return registerCommands([
      {
        id: 'runs.older',
        title: 'runs.commands.older',
        group: 'run',
        keys: ['BracketLeft'],
        ...go(-1),
      },
      {
        id: 'runs.newer',
        title: 'runs.commands.newer',
        group: 'run',
        keys: ['BracketRight'],
        ...go(1),
      },
      {
        id: 'runs.latest',
        title: 'runs.commands.latest',
        group: 'run',
        run: () => useView.getState().show({ kind: 'latest' }),
      },
      {
        id: 'runs.pin',
        title: 'runs.commands.pin',
        group: 'run',
        ...onShown((entry) => actions.togglePin(entry)),
      },
      {
        id: 'runs.delete',
        title: 'runs.commands.delete',
        group: 'run',
        ...onShown(({ number }) => {
          beforeDelete(number);
          actions.remove(number);
        }),
      },
    ]);
  }, [actions]);
}
