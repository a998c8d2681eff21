// A number that is typed. What stands in it is text, so that nothing typed is ever lost or changed under the user's hands:
// whoever owns the field decides whether it is a number and says what is wrong with it. Arrow keys step.
import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { steppedText } from './number-text.ts';
import styles from './number-field.module.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly text: string;
  readonly min: number;
  readonly max: number;
  /** What an arrow key adds; Shift makes it ten. */
  readonly step: number;
  /** What is wrong with the text; null when nothing is. */
  readonly error?: string | null | undefined;
  /** The allowed range and the default, in words. */
  readonly hint?: string | undefined;
  /** Buttons behind the field, e.g. back to the default. */
  readonly actions?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onText: (text: string) => void;
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
}

export function NumberField(props: NumberFieldProps) {
  const { label, unit, text, min, max, step, error = null, hint, actions } = props;
  const { inputRef, onText, onFocus, onBlur } = props;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const by = (event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1);
    onText(steppedText(text, by, min, max));
  };
  const describedBy = [
    error === null ? null : `${id}-error`,
    hint === undefined ? null : `${id}-hint`,
  ]
    .filter((part) => part !== null)
    .join(' ');
  return (
    <div className={styles.field} data-invalid={error !== null || undefined}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <span className={styles.control}>
        <input
          id={id}
          ref={inputRef}
          className={styles.input}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={error !== null}
          aria-describedby={describedBy === '' ? undefined : describedBy}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
          onBlur={onBlur}
        />
        <span className={styles.unit}>{unit}</span>
      </span>
      <span className={styles.actions}>{actions}</span>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {error !== null && (
        <span id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
