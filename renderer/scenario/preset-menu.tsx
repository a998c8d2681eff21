// Ready scenarios: each fills the form; those that make sense under every mode can be run so at once.
import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PRESETS, type Preset } from '../../core/contract/presets.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { useApplyPreset } from './apply-preset.ts';
import { readDraft, scenarioKey, type Reading } from './draft.ts';
import { useScenario } from './scenario-store.ts';
import styles from './preset-menu.module.css';

/** The ready scenario that the form shows, whatever mode is selected. */
function presetOf(reading: Reading): Preset | undefined {
  if (reading.phase === 'invalid') return undefined;
  const { scenario } = reading;
  return PRESETS.find(
    (preset) => scenarioKey({ ...preset.scenario, mode: scenario.mode }) === scenarioKey(scenario),
  );
}

export function PresetMenu() {
  const words = useTranslations('scenario');
  const apply = useApplyPreset();
  const current = useScenario(({ draft }) => presetOf(readDraft(draft)));
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles.trigger}>
        <span className={styles.current}>
          {current === undefined ? (
            words('presets.open')
          ) : (
            <>
              <VisuallyHidden>{words('presets.label')} </VisuallyHidden>
              {words(`presets.${current.id}.name`)}
            </>
          )}
        </span>
        <ChevronDown size={12} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} align="start" sideOffset={4}>
          <Menu.Popup className={styles.popup} aria-label={words('presets.label')}>
            {PRESETS.map((preset) => (
              <Menu.Item key={preset.id} className={styles.item} onClick={() => apply(preset)}>
                <span className={styles.name}>{words(`presets.${preset.id}.name`)}</span>
                <span className={styles.text}>{words(`presets.${preset.id}.text`)}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
