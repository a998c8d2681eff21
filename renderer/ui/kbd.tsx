// A key or a chord, written as the keyboard in front of the user has it.
import { keyCaps } from './key-caps.ts';
import styles from './kbd.module.css';

export interface KbdProps {
  /** In the notation of the command registry, e.g. `$mod+Enter`, `KeyW`. */
  readonly keys: string;
}

export function Kbd({ keys }: KbdProps) {
  return (
    <kbd className={styles.chord}>
      {keyCaps(keys).map((cap) => (
        <span key={cap} className={styles.cap}>
          {cap}
        </span>
      ))}
    </kbd>
  );
}
