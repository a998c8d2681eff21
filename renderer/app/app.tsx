// The window as a whole: what everything in it needs, and what is shown as the connection stands.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect, useEffectEvent } from 'react';
import { CommandKeys } from '../commands/command-keys.tsx';
import { KeyList } from '../commands/key-list.tsx';
import { Palette } from '../commands/palette.tsx';
import { WordsProvider } from '../i18n/words-provider.tsx';
import { startScenarioSync } from '../scenario/scenario-sync.ts';
import { QuitDialog } from '../settings/quit-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { HostLinkProvider, useHostLink, type HostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { useTheme } from '../theme/use-theme.ts';
import { ToastRegion } from '../ui/toast-region.tsx';
import { AppCommands } from './app-commands.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useTellError } from './tell-error.ts';
import { Ended, Refused, Skeleton } from './whole-page.tsx';
import { WindowFrame } from './window-frame.tsx';

const TOOLTIP_DELAY_MS = 450;

export interface AppProps {
  readonly link: HostLink;
}

function ScenarioSync() {
  const link = useHostLink();
  const tell = useTellError();
  // Another language tells in other words; the sync goes on, and with it what is typed.
  const onRefused = useEffectEvent(tell);
  useEffect(() => startScenarioSync(link, (error) => onRefused(error)), [link]);
  return null;
}

function Window() {
  const connection = useHost((host) => host.connection);
  const known = useHost(({ state }) => state !== null);
  if (connection.phase === 'refused')
    return <Refused why={connection.why ?? 'other'} reason={connection.reason} />;
  if (connection.phase === 'ended') return <Ended />;
  if (!known) {
    return (
      <>
        <ConnectionBanner />
        <Skeleton />
      </>
    );
  }
  return (
    <>
      <ScenarioSync />
      <AppCommands />
      <CommandKeys />
      <WindowFrame />
      <Palette />
      <KeyList />
      <SettingsDialog />
      <QuitDialog />
    </>
  );
}

export function App({ link }: AppProps) {
  const settings = useSettings();
  useTheme(settings);
  return (
    <CSPProvider disableStyleElements>
      <WordsProvider language={settings.language}>
        <HostLinkProvider value={link}>
          <Tooltip.Provider delay={TOOLTIP_DELAY_MS}>
            <ToastRegion>
              <ErrorBoundary>
                <Window />
              </ErrorBoundary>
            </ToastRegion>
          </Tooltip.Provider>
        </HostLinkProvider>
      </WordsProvider>
    </CSPProvider>
  );
}
