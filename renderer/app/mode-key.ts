// A mode's id as the key of its words.
import type { Mode } from '../../core/contract/scenario.ts';

export type ModeKey = 'sync' | 'syncPool' | 'asyncIo' | 'asyncPool';

const KEYS: Readonly<Record<Mode, ModeKey>> = {
  sync: 'sync',
  'sync-pool': 'syncPool',
  'async-io': 'asyncIo',
  'async-pool': 'asyncPool',
};

/** e.g. `async-io` is `shell.mode.asyncIo`. */
export function modeKey(mode: Mode): ModeKey {
  return KEYS[mode];
}
