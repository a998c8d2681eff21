// Which of the window's languages is meant.
import type { Settings } from '../../core/contract/settings.ts';

export type Locale = 'en' | 'zh-CN';

/**
 * @param setting what the user chose
 * @param preferred the browser's languages, best first
 */
export function localeOf(setting: Settings['language'], preferred: readonly string[]): Locale {
  if (setting !== 'system') return setting;
  // The first that the window speaks; any Chinese is better than none of the user's languages.
  for (const language of preferred) {
    if (/^zh\b/i.test(language)) return 'zh-CN';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}
