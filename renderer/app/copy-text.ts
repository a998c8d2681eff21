// Puts a text on the clipboard, and says whether that worked.
import { useTranslations } from 'use-intl';
import { useCallback } from 'react';
import { showToast } from '../ui/toast.ts';

/** What to copy with. */
export function useCopyText(): (text: string) => void {
  const words = useTranslations('shell.address');
  return useCallback(
    (text) => {
      navigator.clipboard
        .writeText(text)
        .then(() => showToast({ key: 'copy', text: words('copied'), detail: text }))
        .catch(() => showToast({ key: 'copy', level: 'warning', text: words('notCopied') }));
    },
    [words],
  );
}
