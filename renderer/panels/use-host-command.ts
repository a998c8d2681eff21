// A command that a panel gives the host on a user's click: what goes wrong is said in the window, never lost.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import {
  CommandError,
  type ArgumentOf,
  type ResultOf,
  type WindowCommand,
} from '../../core/contract/window-commands.ts';
import { useHostLink } from '../state/host-link.ts';
import { showToast } from '../ui/toast.ts';

export type GiveCommand = <C extends WindowCommand>(
  command: C,
  argument: ArgumentOf<C>,
  done?: (result: ResultOf<C>) => void,
) => void;

/** Gives commands; a refusal becomes a message. */
export function useHostCommand(): GiveCommand {
  const link = useHostLink();
  const words = useTranslations('errors');
  return useCallback<GiveCommand>(
    (command, argument, done) => {
      link.call(command, argument).then(done, (error: unknown) => {
        showToast({
          text: words(error instanceof CommandError ? error.code : 'unknown'),
          detail: error instanceof Error ? error.message : undefined,
          level: 'error',
          key: `refused:${command}`,
        });
      });
    },
    [link, words],
  );
}
