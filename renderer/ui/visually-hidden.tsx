// Words for screen readers only.
import type { ReactNode } from 'react';
import styles from './visually-hidden.module.css';

export function VisuallyHidden({
  children,
  id,
  live,
}: {
  readonly children: ReactNode;
  readonly id?: string | undefined;
  /** Whether what changes in it is spoken. */
  readonly live?: 'polite' | undefined;
}) {
  return (
    <span id={id} aria-live={live} className={styles.hidden}>
      {children}
    </span>
  );
}
