// One figure with its name; what it means appears on hover and focus. Concern is shown by a sign and a word, not by colour
// alone.
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Detail, Figure } from './figures.ts';
import styles from './numbers-bar.module.css';

interface FigureViewProps {
  readonly figure: Figure;
  /** Whether the Tab key stops here. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
}

export function FigureView({ figure, reachable, onFocus }: FigureViewProps) {
  const t = useTranslations('numbers');
  const name = t(`figures.${figure.id}.name`);
  const level = figure.level === 'plain' ? '' : `, ${t(`level.${figure.level}`)}`;
  return (
    <Tooltip
      content={<Explanation figure={figure} />}
      description={`${t(`figures.${figure.id}.what`)} ${t(`figures.${figure.id}.good`)}`}
    >
      <div
        className={styles.figure}
        role="group"
        aria-label={`${name}: ${figure.text}${level}`}
        tabIndex={reachable ? 0 : -1}
        data-figure={figure.id}
        data-level={figure.level}
        onFocus={onFocus}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.value}>
          {figure.level === 'warning' && <TriangleAlert size={12} aria-hidden />}
          {figure.level === 'danger' && <OctagonAlert size={12} aria-hidden />}
          {figure.text}
        </span>
      </div>
    </Tooltip>
  );
}

function Explanation({ figure }: { readonly figure: Figure }) {
  const t = useTranslations('numbers');
  const words = (detail: Detail): string =>
    typeof detail === 'string' ? detail : t(`details.${detail[0]}`, { value: detail[1] });
  return (
    <div className={styles.explanation}>
      <strong>
        {t(`figures.${figure.id}.name`)} {figure.text}
      </strong>
      <p>{t(`figures.${figure.id}.what`)}</p>
      <dl>
        <dt>{t('labels.how')}</dt>
        <dd>{t(`figures.${figure.id}.how`)}</dd>
        <dt>{t('labels.good')}</dt>
        <dd>{t(`figures.${figure.id}.good`)}</dd>
      </dl>
      {figure.details.map((detail) => (
        <p key={words(detail)} className={styles.detail}>
          {words(detail)}
        </p>
      ))}
      {(figure.id === 'lost' || figure.id === 'generator') && (
        <p className={styles.detail}>{t('wholeOnly')}</p>
      )}
    </div>
  );
}
