// A question or a page of its own over the window. Focus goes in and comes back; Esc closes.
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly children: ReactNode;
  /** Buttons at the foot. */
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'large';
  readonly onOpenChange: (open: boolean) => void;
}

export function Dialog({
  title,
  open,
  children,
  actions,
  size = 'small',
  onOpenChange,
}: DialogProps) {
  const words = useTranslations('shell');
  // The popup itself takes the focus: on the close button it would open that button's tooltip, which takes Esc.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          className={classNames(styles.popup, styles[size])}
        >
          <div className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <IconButton
              withTooltip={false}
              label={words('close')}
              icon={<X size={14} aria-hidden />}
              onClick={() => onOpenChange(false)}
            />
          </div>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
