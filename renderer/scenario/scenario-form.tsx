// The fields of the scenario, in sections. The mode is not here: it is flipped in the top bar.
import { Dices } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { INFERENCE_KINDS, LOGGING } from '../../core/contract/scenario.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { arrivalFields, lawFields, type Stage } from './fields.ts';
import { newSeed } from './new-seed.ts';
import { NumberRow } from './number-row.tsx';
import { ScenarioSection } from './scenario-section.tsx';
import { endEdit, typeNumber, useScenario } from './scenario-store.ts';
import { numberText } from '../ui/number-text.ts';
import styles from './scenario-panel.module.css';

const ARRIVALS = ['burst', 'constant', 'poisson', 'closed'] as const;
const LAWS = ['fixed', 'uniform', 'exponential', 'lognormal'] as const;

function rollSeed(): void {
  endEdit();
  typeNumber('seed', numberText(newSeed()));
  endEdit();
}

function RequestFields() {
  const words = useTranslations('scenario');
  const kind = useScenario(({ draft }) => draft.choices.arrivalKind);
  return (
    <>
      <NumberRow path="requests" label={words('fields.requests')} />
      <ChoiceRow
        name="arrivalKind"
        label={words('fields.arrivalKind')}
        about={words('hints.arrivalKind')}
        options={ARRIVALS.map((value) => ({ value, label: words(`arrivals.${value}`) }))}
      />
      {arrivalFields(kind).map((field) => (
        <NumberRow key={field} path={`arrival.${field}`} label={words(`fields.${field}`)} />
      ))}
      <NumberRow
        path="seed"
        label={words('fields.seed')}
        about={words('hints.seed')}
        action={
          <IconButton
            size="small"
            label={words('newSeed')}
            icon={<Dices size={13} aria-hidden />}
            onClick={rollSeed}
          />
        }
      />
    </>
  );
}

function StageFields({ stage }: { readonly stage: Stage }) {
  const words = useTranslations('scenario');
  const law = useScenario(({ draft }) => draft.choices[`${stage}Law`]);
  return (
    <div className={styles.group} role="group" aria-label={words(`stages.${stage}`)}>
      <ChoiceRow
        name={`${stage}Law`}
        label={words(`fields.${stage}Law`)}
        options={LAWS.map((value) => ({ value, label: words(`laws.${value}`) }))}
      />
      {lawFields(law).map((field) => (
        <NumberRow key={field} path={`${stage}.${field}`} label={words(`fields.${field}`)} />
      ))}
      {stage === 'inference' && (
        <ChoiceRow
          name="inferenceKind"
          label={words('fields.inferenceKind')}
          about={words('hints.inferenceKind')}
          options={INFERENCE_KINDS.map((value) => ({ value, label: words(`kinds.${value}`) }))}
        />
      )}
    </div>
  );
}

export function ScenarioForm() {
  const words = useTranslations('scenario');
  return (
    <>
      <ScenarioSection section="requests" defaultOpen>
        <RequestFields />
      </ScenarioSection>
      <ScenarioSection section="stages" defaultOpen>
        <StageFields stage="fetch" />
        <StageFields stage="inference" />
        <ChoiceRow
          name="logging"
          label={words('fields.logging')}
          about={words('hints.logging')}
          options={LOGGING.map((value) => ({ value, label: words(`loggings.${value}`) }))}
        />
      </ScenarioSection>
      <ScenarioSection section="pool" defaultOpen>
        <NumberRow path="pool.threads" label={words('fields.threads')} />
        <NumberRow
          path="pool.maxQueue"
          label={words('fields.maxQueue')}
          about={words('hints.maxQueue')}
        />
      </ScenarioSection>
      <ScenarioSection section="timeouts" defaultOpen={false}>
        {(['clientTimeoutMs', 'fetchTimeoutMs', 'taskDeadlineMs'] as const).map((path) => (
          <NumberRow
            key={path}
            path={path}
            label={words(`fields.${path}`)}
            about={words(`hints.${path}`)}
          />
        ))}
      </ScenarioSection>
    </>
  );
}
