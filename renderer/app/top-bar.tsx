// The top bar: name, mode, Fire, the loop, and the ways to everything else.
import { Command, PanelBottom, PanelLeft, PanelRight, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useChangeSettings, useSettings } from '../settings/use-settings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { AddressPopover } from './address-popover.tsx';
import { FireControls } from './fire-controls.tsx';
import { LoopIndicator } from './loop-indicator.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { NoticeBell } from './notice-bell.tsx';
import { openDialog } from './window-store.ts';
import styles from './top-bar.module.css';

type PanelName = 'scenario' | 'charts' | 'details';

function PanelButton({ panel, icon }: { readonly panel: PanelName; readonly icon: ReactNode }) {
  const words = useTranslations('shell.panels');
  const { panels } = useSettings();
  const change = useChangeSettings();
  const open = panels[panel];
  return (
    <IconButton
      label={words(open ? 'fold' : 'unfold', { panel: words(panel) })}
      icon={icon}
      pressed={open}
      onClick={() => change({ panels: { ...panels, [panel]: !open } })}
    />
  );
}

export interface TopBarProps {
  /** Whether panels stand side by side and can be folded. */
  readonly withPanels: boolean;
}

export function TopBar({ withPanels }: TopBarProps) {
  const commands = useTranslations('commands');
  return (
    <div className={styles.bar}>
      <h1 className={styles.name}>Loopscope</h1>
      <ModeSwitch />
      <FireControls />
      <div className={styles.rest}>
        <LoopIndicator />
        <AddressPopover />
        {withPanels && (
          <>
            <PanelButton panel="scenario" icon={<PanelLeft size={14} aria-hidden />} />
            <PanelButton panel="charts" icon={<PanelBottom size={14} aria-hidden />} />
            <PanelButton panel="details" icon={<PanelRight size={14} aria-hidden />} />
          </>
        )}
        <NoticeBell />
        <IconButton
          label={commands('palette')}
          shortcut="$mod+KeyK"
          icon={<Command size={14} aria-hidden />}
          onClick={() => openDialog('palette')}
        />
        <IconButton
          label={commands('settings')}
          icon={<Settings2 size={14} aria-hidden />}
          onClick={() => openDialog('settings')}
        />
      </div>
    </div>
  );
}
