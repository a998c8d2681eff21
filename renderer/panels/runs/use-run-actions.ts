// What a user can do with a kept run, wherever he does it from: each is a command to the host and says what came of it.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { RunEntry } from '../../../core/contract/window-state.ts';
import { useView } from '../../state/view-store.ts';
import { showToast } from '../../ui/toast.ts';
import { useHostCommand } from '../use-host-command.ts';

export interface RunActions {
  readonly show: (number: number) => void;
  readonly togglePin: (entry: Pick<RunEntry, 'number' | 'pinned'>) => void;
  /** Deletes; a message offers to take it back. */
  readonly remove: (number: number) => void;
  readonly useScenario: (entry: Pick<RunEntry, 'number' | 'scenario'>) => void;
  readonly keepOutside: () => void;
}

export function useRunActions(): RunActions {
  const give = useHostCommand();
  const words = useTranslations('runs');
  return useMemo(
    () => ({
      show: (number) => useView.getState().show({ kind: 'run', number }),
      togglePin: ({ number, pinned }) => give('run.pin', { number, pinned: !pinned }),
      remove: (number) =>
        give('run.delete', { number }, () => {
          const view = useView.getState();
          if (view.showing.kind === 'run' && view.showing.number === number)
            view.show({ kind: 'latest' });
          showToast({
            text: words('deleted', { number }),
            action: { label: words('undo'), run: () => give('run.restore', { number }) },
            key: `deleted:${number}`,
          });
        }),
      useScenario: ({ number, scenario }) =>
        give('scenario.set', { scenario }, () =>
          showToast({ text: words('scenarioSet', { number }), key: 'scenario-set' }),
        ),
      keepOutside: () =>
        give('outside.keep', null, ({ number }) => {
          if (number === null) {
            showToast({ text: words('nothingToKeep') });
            return;
          }
          useView.getState().show({ kind: 'run', number });
          showToast({ text: words('kept', { number }) });
        }),
    }),
    [give, words],
  );
}
