// One number of the scenario in the form: typed freely, its error under it, and the way back to its default.
import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount } from '../../core/export/quantity.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { numberText, parseNumberText } from '../ui/number-text.ts';
import { readDraft } from './draft.ts';
import { NUMBER_SPECS, type NumberPath } from './fields.ts';
import { resetNumber, setEditing, typeNumber, useScenario } from './scenario-store.ts';
import { useScenarioWords } from './scenario-words.ts';

export interface NumberRowProps {
  readonly path: NumberPath;
  /** Shorter than the field's full name, where what stands around says the rest. */
  readonly label: string;
  /** What the number does, before its range. */
  readonly about?: string;
  readonly action?: ReactNode;
}

export function NumberRow({ path, label, about, action }: NumberRowProps) {
  const words = useTranslations('scenario');
  const { issueText } = useScenarioWords();
  const text = useScenario(({ draft }) => draft.texts[path]);
  const issue = useScenario(({ draft }) => {
    const reading = readDraft(draft);
    return reading.phase === 'invalid' ? reading.issues.get(path) : undefined;
  });
  const { min, max, step, unit, defaultValue } = NUMBER_SPECS[path];
  const range = words('hints.range', {
    min: formatCount(min),
    max: formatCount(max),
    value: formatCount(defaultValue),
  });
  const differs = parseNumberText(text) !== defaultValue;
  return (
    <NumberField
      label={label}
      unit={unit === null ? undefined : words(`units.${unit}`)}
      text={text}
      min={min}
      max={max}
      step={step}
      error={issue === undefined ? null : issueText(path, issue)}
      hint={about === undefined ? range : `${about} ${range}`}
      onText={(next) => typeNumber(path, next)}
      onFocus={() => setEditing(path)}
      onBlur={() => setEditing(null)}
      actions={
        <>
          {action}
          {differs && (
            <IconButton
              size="small"
              label={words('reset', { value: numberText(defaultValue) })}
              icon={<RotateCcw size={12} aria-hidden />}
              onClick={() => resetNumber(path)}
            />
          )}
        </>
      }
    />
  );
}
