// Titles that tables name by their full key, e.g. `gantt.zoomIn`: messages without placeholders, in the window's language.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { NamespacedMessageKey } from './message-key.ts';

/** The same function as long as the language stays. */
export function useTitles(): (key: NamespacedMessageKey) => string {
  const words = useTranslations();
  return useCallback((key) => words.raw(key) as string, [words]);
}
