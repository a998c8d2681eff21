// Something goes on that takes a moment.
import { LoaderCircle } from 'lucide-react';
import styles from './spinner.module.css';

export function Spinner({ label }: { readonly label: string }) {
  return (
    <span className={styles.spinner} role="status" aria-label={label}>
      <LoaderCircle size={14} aria-hidden />
    </span>
  );
}
