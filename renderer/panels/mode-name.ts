// What a serving mode is called in the window: as on the mode switch.
import { useTranslations } from 'use-intl';
import type { Mode } from '../../core/contract/scenario.ts';

export const MODE_KEYS = {
  sync: 'sync',
  'sync-pool': 'syncPool',
  'async-io': 'asyncIo',
  'async-pool': 'asyncPool',
} as const satisfies Record<Mode, string>;

/** Names modes in the window's language. */
export function useModeName(): (mode: Mode) => string {
  const words = useTranslations('shell.mode');
  return (mode) => words(MODE_KEYS[mode]);
}
