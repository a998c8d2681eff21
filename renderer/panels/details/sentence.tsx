// One sentence of what a run says; what is wrong has a sign as well as a colour.
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './details.module.css';

export interface SentenceProps {
  readonly tone?: 'plain' | 'warning' | 'danger';
  readonly children: ReactNode;
}

export function Sentence({ tone = 'plain', children }: SentenceProps) {
  return (
    <li className={styles.sentence} data-tone={tone}>
      {tone === 'warning' && <TriangleAlert size={13} aria-hidden />}
      {tone === 'danger' && <CircleAlert size={13} aria-hidden />}
      <span>{children}</span>
    </li>
  );
}
