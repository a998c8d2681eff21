// Says in the window what a command was refused for: in the user's language, with the host's own words as the detail.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { CommandError } from '../../core/contract/window-commands.ts';
import { showToast } from '../ui/toast.ts';

/** @param busy words that say what was not done, for when the host is busy */
export type TellError = (error: unknown, busy?: 'fireBusy' | 'quitBusy') => void;

/** How to tell an error; the same function as long as the language stays. */
export function useTellError(): TellError {
  const words = useTranslations('errors');
  return useCallback(
    (error, busy) => {
      if (!(error instanceof CommandError)) {
        showToast({ level: 'error', text: words('unknown'), detail: String(error) });
        return;
      }
      const text = words(error.code === 'busy' && busy !== undefined ? busy : error.code);
      // What is refused now can be tried again at once: no need to close the message.
      const level = error.code === 'busy' || error.code === 'unavailable' ? 'warning' : 'error';
      showToast({ key: `error-${error.code}`, level, text, detail: error.message });
    },
    [words],
  );
}
