// A button that shows an icon only; its name and its key stand in the tooltip.
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './icon-button.module.css';

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'disabled' | 'type' | 'className' | 'aria-label' | 'children'
> {
  readonly label: string;
  readonly icon: ReactNode;
  /** In the notation of the command registry, e.g. `$mod+KeyK`. */
  readonly shortcut?: string | undefined;
  /** Why it cannot be pressed now. */
  readonly disabledReason?: string | null | undefined;
  /** There is nothing for it to do now; it stays reachable, so that the focus is not lost. */
  readonly inactive?: boolean | undefined;
  readonly size?: 'small' | 'normal';
  /** Off where the icon says it all and Esc, which a tooltip takes first, has something else to close. */
  readonly withTooltip?: boolean;
  /** For buttons that are on or off. */
  readonly pressed?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  icon,
  shortcut,
  disabledReason,
  inactive = false,
  size = 'normal',
  withTooltip = true,
  pressed,
  onClick,
  ...rest
}: IconButtonProps) {
  const disabled = inactive || typeof disabledReason === 'string';
  const tip = (
    <>
      {label}
      {shortcut !== undefined && <Kbd keys={shortcut} />}
      {disabledReason !== undefined && <div>{disabledReason}</div>}
    </>
  );
  const button = (
    <button
      {...rest}
      type="button"
      className={classNames(styles.button, styles[size])}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onClick}
    >
      {icon}
    </button>
  );
  if (!withTooltip) return button;
  return (
    <Tooltip content={tip} description={disabledReason ?? undefined}>
      {button}
    </Tooltip>
  );
}
