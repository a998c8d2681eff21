// Gives the window its words in the language of the moment, and tells the document which language that is.
import { useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Settings } from '../../core/contract/settings.ts';
import { en } from './en.ts';
import { localeOf, type Locale } from './language.ts';
import { zhCn } from './zh-cn.ts';

/** The catalogs have the same keys (catalogs.test.ts); types know English only. */
const CATALOGS: Readonly<Record<Locale, typeof en>> = { en, 'zh-CN': zhCn as typeof en };

function subscribeToLanguages(changed: () => void): () => void {
  window.addEventListener('languagechange', changed);
  return () => window.removeEventListener('languagechange', changed);
}

export interface WordsProviderProps {
  readonly language: Settings['language'];
  readonly children: ReactNode;
}

export function WordsProvider({ language, children }: WordsProviderProps) {
  // The locale, not the list: a browser may make a new list each time it is asked.
  const locale = useSyncExternalStore(subscribeToLanguages, () =>
    localeOf(language, navigator.languages),
  );
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <IntlProvider locale={locale} messages={CATALOGS[locale]} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
