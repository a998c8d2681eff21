// On or off, at once.
import { Switch as Base } from '@base-ui/react/switch';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, onChange }: SwitchProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <Base.Root className={styles.track} checked={checked} onCheckedChange={onChange}>
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
    </label>
  );
}
