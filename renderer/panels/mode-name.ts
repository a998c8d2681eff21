// What a serving mode is called in the window: as on the mode switch.
import { useTranslations } from 'use-intl';
import type { Mode } from '../../core/contract/scenario.ts';
import { modeKey } from '../app/mode-key.ts';

/** Names modes in the window's language. */
export function useModeName(): (mode: Mode) => string {
  const words = useTranslations('shell.mode');
  return (mode) => words(modeKey(mode));
}
