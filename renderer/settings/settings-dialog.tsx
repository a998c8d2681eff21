// Settings: language, theme, keys, panels; what this Loopscope is; and its end. Everything holds at once; nothing to save.
import { useTranslations } from 'use-intl';
import { LANGUAGES, THEMES } from '../../core/contract/settings.ts';
import { closeDialog, openDialog, useWindow } from '../app/window-store.ts';
import { useHost } from '../state/host-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { About } from './about.tsx';
import { useChangeSettings, useSettings } from './use-settings.ts';
import styles from './settings-dialog.module.css';

const LANGUAGE_KEYS = { system: 'system', en: 'en', 'zh-CN': 'zhCn' } as const;
const PANELS = ['scenario', 'charts', 'details'] as const;

function Choices() {
  const words = useTranslations('settings');
  const panelWords = useTranslations('shell.panels');
  const settings = useSettings();
  const change = useChangeSettings();
  return (
    <div className={styles.choices}>
      <Select
        label={words('language')}
        value={settings.language}
        options={LANGUAGES.map((value) => ({
          value,
          label: words(`languages.${LANGUAGE_KEYS[value]}`),
        }))}
        onChange={(language) => change({ language })}
      />
      <Select
        label={words('theme')}
        value={settings.theme}
        options={THEMES.map((value) => ({ value, label: words(`themes.${value}`) }))}
        onChange={(theme) => change({ theme })}
      />
      <Switch
        label={words('singleKeys')}
        checked={settings.singleKeys}
        onChange={(singleKeys) => change({ singleKeys })}
      />
      <fieldset className={styles.panels}>
        <legend className={styles.legend}>{words('panels')}</legend>
        {PANELS.map((panel) => (
          <Switch
            key={panel}
            label={panelWords(panel)}
            checked={settings.panels[panel]}
            onChange={(open) => change({ panels: { ...settings.panels, [panel]: open } })}
          />
        ))}
      </fieldset>
    </div>
  );
}

export function SettingsDialog() {
  const words = useTranslations('settings');
  const open = useWindow(({ dialog }) => dialog === 'settings');
  const canQuit = useHost(({ state }) => state?.host.capabilities.quit ?? false);
  return (
    <Dialog
      title={words('title')}
      open={open}
      onOpenChange={(next) => {
        if (!next) closeDialog();
      }}
      actions={
        canQuit && (
          <Button kind="danger" onClick={() => openDialog('quit')}>
            {words('quit')}
          </Button>
        )
      }
    >
      <Choices />
      <About />
    </Dialog>
  );
}
