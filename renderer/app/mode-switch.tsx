// The mode switch, the most visible control of the window, and the line that says what runs where. A flip holds at once,
// also in mid-run: the host applies it to every request that arrives from then on.
import { useTranslations } from 'use-intl';
import { MODES } from '../../core/contract/scenario.ts';
import { choose, useScenario } from '../scenario/scenario-store.ts';
import { useHost } from '../state/host-store.ts';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { modeKey } from './mode-key.ts';
import styles from './mode-switch.module.css';

export function ModeSwitch() {
  const words = useTranslations('shell.mode');
  const mode = useScenario(({ draft }) => draft.choices.mode);
  const inBatch = useHost(
    ({ state }) => state?.activity.phase === 'running' && state.activity.batch !== null,
  );
  return (
    <SegmentedControl
      size="large"
      label={words('label')}
      value={mode}
      disabledReason={inBatch ? words('lockedByBatch') : null}
      options={MODES.map((value) => ({
        value,
        label: words(modeKey(value)),
        hint: words('id', { id: value }),
      }))}
      onChange={(next) => choose('mode', next)}
    />
  );
}

export function ModeLine() {
  const words = useTranslations('shell.mode');
  const mode = useScenario(({ draft }) => draft.choices.mode);
  return (
    <p className={styles.line} aria-live="polite">
      <code className={styles.id}>{mode}</code> {words(`where.${modeKey(mode)}`)}{' '}
      <span className={styles.lesson}>{words(`lesson.${modeKey(mode)}`)}</span>
    </p>
  );
}
