// A short explanation that appears on hover and on keyboard focus. It is for the eyes; what a screen reader needs of it is
// put on the element itself as its description.
import { Tooltip as Base } from '@base-ui/react/tooltip';
import { cloneElement, type HTMLAttributes, type ReactElement, type ReactNode } from 'react';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly content: ReactNode;
  /** One element that can have the focus, e.g. a button. */
  readonly children: ReactElement<HTMLAttributes<HTMLElement>>;
  /** For screen readers; `content` itself when that is a text. */
  readonly description?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

export function Tooltip({ content, children, description, side = 'bottom' }: TooltipProps) {
  const spoken = description ?? (typeof content === 'string' ? content : undefined);
  const trigger =
    spoken === undefined ? children : cloneElement(children, { 'aria-description': spoken });
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} side={side} sideOffset={6}>
          <Base.Popup className={styles.popup}>{content}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
