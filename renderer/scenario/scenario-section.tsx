// A part of the scenario form that folds to one line, which says what is in it.
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { readDraft } from './draft.ts';
import type { NumberPath } from './fields.ts';
import { useScenario } from './scenario-store.ts';
import { useScenarioWords, type Section } from './scenario-words.ts';
import styles from './scenario-panel.module.css';

const STARTS_OF: Readonly<Record<Section, readonly string[]>> = {
  requests: ['requests', 'arrival', 'seed'],
  stages: ['fetch.', 'inference.'],
  pool: ['pool'],
  timeouts: ['clientTimeoutMs', 'fetchTimeoutMs', 'taskDeadlineMs'],
};

function isIn(section: Section, path: NumberPath): boolean {
  return STARTS_OF[section].some((start) => path.startsWith(start));
}

export interface ScenarioSectionProps {
  readonly section: Section;
  readonly defaultOpen: boolean;
  readonly children: ReactNode;
}

export function ScenarioSection({ section, defaultOpen, children }: ScenarioSectionProps) {
  const words = useTranslations('scenario');
  const { summary } = useScenarioWords();
  const [open, setOpen] = useState(defaultOpen);
  const bodyId = useId();
  const reading = useScenario(({ draft }) => readDraft(draft));
  const wrong =
    reading.phase === 'invalid' && [...reading.issues.keys()].some((path) => isIn(section, path));
  const line = reading.phase === 'valid' ? summary(reading.scenario, section) : null;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={12} aria-hidden />
          <span>{words(`sections.${section}`)}</span>
          {wrong ? (
            <span className={styles.wrong}>{words('summary.invalid')}</span>
          ) : (
            !open && <span className={styles.line}>{line}</span>
          )}
        </button>
      </h3>
      <div id={bodyId} className={styles.fields} hidden={!open}>
        {children}
      </div>
    </section>
  );
}
