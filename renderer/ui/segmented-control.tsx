// One of a few values that all stand side by side: a group of radio buttons that looks like one control. Arrow keys move.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';
import styles from './segmented-control.module.css';

export interface SegmentOption<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  /** Explains the value on hover and focus. */
  readonly hint?: string | undefined;
}

export interface SegmentedControlProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SegmentOption<T>[];
  readonly size?: 'small' | 'large';
  /** Why it cannot be changed now; shown on hover and focus. */
  readonly disabledReason?: string | null | undefined;
  readonly onChange: (value: T) => void;
}

export function SegmentedControl<T extends string>(props: SegmentedControlProps<T>) {
  const { label, value, options, size = 'small', disabledReason, onChange } = props;
  const disabled = typeof disabledReason === 'string';
  return (
    <RadioGroup
      className={classNames(styles.group, styles[size])}
      aria-label={label}
      aria-disabled={disabled || undefined}
      value={value}
      // Read-only, not disabled: it can still be focused, and says why it does not change.
      readOnly={disabled}
      onValueChange={onChange}
    >
      {options.map((option) => {
        const segment = (
          <Radio.Root key={option.value} value={option.value} className={styles.segment}>
            {option.label}
          </Radio.Root>
        );
        const hint = disabledReason ?? option.hint;
        return hint === undefined ? (
          segment
        ) : (
          <Tooltip key={option.value} content={hint}>
            {segment}
          </Tooltip>
        );
      })}
    </RadioGroup>
  );
}
