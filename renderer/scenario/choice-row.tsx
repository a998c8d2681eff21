// One choice of the scenario in the form, with the way back to its default.
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Select, type SelectOption } from '../ui/select.tsx';
import { choicesOf, type Choices } from './draft.ts';
import { choose, useScenario } from './scenario-store.ts';
import styles from './scenario-panel.module.css';

const DEFAULTS = choicesOf(DEFAULT_SCENARIO);

export interface ChoiceRowProps<C extends keyof Choices> {
  readonly name: C;
  readonly label: string;
  readonly options: readonly SelectOption<Choices[C]>[];
  readonly about?: string;
}

export function ChoiceRow<C extends keyof Choices>(props: ChoiceRowProps<C>) {
  const { name, label, options, about } = props;
  const words = useTranslations('scenario');
  const value = useScenario(({ draft }) => draft.choices[name]);
  const usual = options.find((option) => option.value === DEFAULTS[name]);
  return (
    <div className={styles.choice}>
      <Select
        label={label}
        value={value}
        options={options}
        description={about}
        onChange={(next) => choose(name, next)}
      />
      {value !== DEFAULTS[name] && usual !== undefined && (
        <IconButton
          size="small"
          label={words('reset', { value: usual.label })}
          icon={<RotateCcw size={12} aria-hidden />}
          onClick={() => choose(name, DEFAULTS[name])}
        />
      )}
    </div>
  );
}
