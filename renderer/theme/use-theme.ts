// Which theme the document wears: the chosen one, or the system's, live.
import { useLayoutEffect } from 'react';
import type { Settings } from '../../core/contract/settings.ts';
import { useMedia } from '../app/use-media.ts';
import { rememberLook } from './paint-hint.ts';

/** Puts the theme on the document; `data-theme` is what tokens.css and the canvas go by. */
export function useTheme({ theme, language }: Pick<Settings, 'theme' | 'language'>): void {
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  useLayoutEffect(() => {
    document.documentElement.dataset.theme =
      theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme;
    rememberLook({ theme, language });
  }, [theme, language, systemIsDark]);
}
