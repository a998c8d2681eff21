// Ready scenarios: each fills the form; those that make sense under every mode can be run so at once.
import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PRESETS } from '../../core/contract/presets.ts';
import { useApplyPreset } from './apply-preset.ts';
import styles from './preset-menu.module.css';

export function PresetMenu() {
  const words = useTranslations('scenario');
  const apply = useApplyPreset();
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.trigger}>
        {words('presets.open')}
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
