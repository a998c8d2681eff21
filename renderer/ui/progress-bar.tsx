// How far something is. With an unknown end it says only that something goes on.
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  /** null: nobody can say. */
  readonly value: number | null;
  readonly max: number;
}

export function ProgressBar({ label, value, max }: ProgressBarProps) {
  const share = value === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value ?? undefined}
    >
      <div
        className={share === null ? styles.unknown : styles.bar}
        style={share === null ? undefined : { transform: `scaleX(${share})` }}
      />
    </div>
  );
}
