// A named part of the window. Its name is a heading, so that a screen reader can jump from part to part.
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import styles from './panel.module.css';

export interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons on the right of the heading. */
  readonly actions?: ReactNode;
  /** The heading folds and unfolds the body; the panel remembers it as long as it is there. */
  readonly collapsible?: boolean;
  readonly defaultOpen?: boolean;
}

export function Panel({
  title,
  children,
  actions,
  collapsible = false,
  defaultOpen = true,
}: PanelProps) {
  const [open, setOpen] = useState(defaultOpen);
  const titleId = useId();
  const bodyId = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  const shown = open || !collapsible;
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {collapsible ? (
            <button
              type="button"
              className={styles.fold}
              aria-expanded={open}
              aria-controls={bodyId}
              onClick={() => setOpen(!open)}
            >
              <Chevron size={12} aria-hidden />
              {title}
            </button>
          ) : (
            title
          )}
        </h2>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div id={bodyId} className={styles.body} hidden={!shown}>
        {shown && children}
      </div>
    </section>
  );
}
