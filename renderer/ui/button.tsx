// A button with words. A button that cannot be pressed now stays reachable and says why: it is never only greyed out.
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';
import styles from './button.module.css';

export interface ButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'disabled' | 'type' | 'className'
> {
  readonly kind?: 'primary' | 'plain' | 'danger';
  readonly children: ReactNode;
  /** Why it cannot be pressed now; shown on hover and focus. Presses do nothing meanwhile. */
  readonly disabledReason?: string | null | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  kind = 'plain',
  children,
  disabledReason,
  onClick,
  ...rest
}: ButtonProps) {
  const disabled = typeof disabledReason === 'string';
  const button = (
    <button
      {...rest}
      type="button"
      className={classNames(styles.button, styles[kind])}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onClick}
    >
      {children}
    </button>
  );
  return disabled ? <Tooltip content={disabledReason}>{button}</Tooltip> : button;
}
