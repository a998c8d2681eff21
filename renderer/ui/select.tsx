// One of a few values, chosen from a list that opens.
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useId } from 'react';
import { Tooltip } from './tooltip.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './select.module.css';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  /** The label is for screen readers only: what stands around the control says it already. */
  readonly hideLabel?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Explains the values on hover and focus. */
  readonly description?: string | undefined;
  readonly onChange: (value: T) => void;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, hideLabel = false, disabled = false, onChange } = props;
  const { description } = props;
  const labelId = useId();
  const trigger = (
    <Base.Trigger className={styles.trigger} aria-labelledby={`${labelId} ${labelId}-value`}>
      <Base.Value id={`${labelId}-value`} className={styles.value} />
      <ChevronsUpDown size={12} aria-hidden />
    </Base.Trigger>
  );
  return (
    <div className={styles.field}>
      {hideLabel ? (
        <VisuallyHidden id={labelId}>{label}</VisuallyHidden>
      ) : (
        <span id={labelId} className={styles.label}>
          {label}
        </span>
      )}
      <Base.Root
        items={options}
        value={value}
        disabled={disabled}
        // The rest of the page is not hidden from screen readers while it is open.
        modal={false}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        {description === undefined ? trigger : <Tooltip content={description}>{trigger}</Tooltip>}
        <Base.Portal>
          <Base.Positioner
            className={styles.positioner}
            alignItemWithTrigger={false}
            align="start"
            sideOffset={4}
          >
            <Base.Popup className={styles.popup} aria-labelledby={labelId}>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={styles.item}>
                  <span className={styles.tick}>
                    <Base.ItemIndicator>
                      <Check size={12} aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
