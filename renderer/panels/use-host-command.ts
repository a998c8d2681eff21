// A command that a panel gives the host on a user's click: what goes wrong is said in the window, never lost.
import { useCallback } from 'react';
import type { ArgumentOf, ResultOf, WindowCommand } from '../../core/contract/window-commands.ts';
import { useTellError } from '../app/tell-error.ts';
import { useHostLink } from '../state/host-link.ts';

export type GiveCommand = <C extends WindowCommand>(
  command: C,
  argument: ArgumentOf<C>,
  done?: (result: ResultOf<C>) => void,
) => void;

/** Gives commands; a refusal becomes a message. */
export function useHostCommand(): GiveCommand {
  const link = useHostLink();
  const tell = useTellError();
  return useCallback<GiveCommand>(
    (command, argument, done) => {
      link.call(command, argument).then(done, (error: unknown) => tell(error));
    },
    [link, tell],
  );
}
