// What the shell of the window offers by key and palette. Draws nothing.
import { useEffect, useMemo } from 'react';
import { PRESETS, type PresetId } from '../../core/contract/presets.ts';
import { MODES, type Mode } from '../../core/contract/scenario.ts';
import { registerCommands, type Command } from '../commands/registry.ts';
import type { NamespacedMessageKey } from '../i18n/message-key.ts';
import { useApplyPreset } from '../scenario/apply-preset.ts';
import {
  choose,
  redoScenario,
  resetScenario,
  undoScenario,
  useScenario,
} from '../scenario/scenario-store.ts';
import { useChangeSettings } from '../settings/use-settings.ts';
import { useHost } from '../state/host-store.ts';
import { useCopyText } from './copy-text.ts';
import { focusScenario } from './focus-scenario.ts';
import { curlLine, predictUrl } from './prediction-address.ts';
import { useRunActions, type RunActions } from './run-actions.ts';
import { openDialog } from './window-store.ts';

type Change = ReturnType<typeof useChangeSettings>;

const MODE_TITLES: Readonly<Record<Mode, NamespacedMessageKey>> = {
  sync: 'commands.modeSync',
  'sync-pool': 'commands.modeSyncPool',
  'async-io': 'commands.modeAsyncIo',
  'async-pool': 'commands.modeAsyncPool',
};

const PRESET_TITLES: Readonly<Record<PresetId, NamespacedMessageKey>> = {
  lessonFull: 'commands.presetLessonFull',
  lessonFifth: 'commands.presetLessonFifth',
  fortyThreads: 'commands.presetFortyThreads',
  frozenHealth: 'commands.presetFrozenHealth',
  poissonLimit: 'commands.presetPoissonLimit',
  closedFifty: 'commands.presetClosedFifty',
};

const isRunning = (): boolean => useHost.getState().state?.activity.phase === 'running';
const isConnected = (): boolean => useHost.getState().connection.phase === 'connected';
const inBatch = (): boolean => {
  const activity = useHost.getState().state?.activity;
  return activity?.phase === 'running' && activity.batch !== null;
};

function runCommands({ fire, fireAll, stop }: RunActions): readonly Command[] {
  return [
    // Also while a run is active: the host refuses, and its reason is shown.
    {
      id: 'run.fire',
      title: 'commands.fire',
      group: 'run',
      keys: ['$mod+Enter'],
      enabled: isConnected,
      run: fire,
    },
    {
      id: 'run.fireAll',
      title: 'commands.fireAll',
      group: 'run',
      keys: ['$mod+Shift+Enter'],
      enabled: isConnected,
      run: fireAll,
    },
    {
      id: 'run.stop',
      title: 'commands.stop',
      group: 'run',
      keys: ['$mod+Period'],
      enabled: isRunning,
      run: stop,
    },
    ...MODES.map((mode, index): Command => ({
      id: `run.mode.${mode}`,
      title: MODE_TITLES[mode],
      group: 'run',
      keys: [`Alt+Digit${index + 1}`],
      enabled: () => !inBatch(),
      run: () => choose('mode', mode),
    })),
  ];
}

function scenarioCommands(apply: ReturnType<typeof useApplyPreset>): readonly Command[] {
  return [
    {
      id: 'scenario.undo',
      title: 'commands.undo',
      group: 'run',
      keys: ['$mod+KeyZ'],
      repeats: true,
      enabled: () => useScenario.getState().past.length > 0,
      run: undoScenario,
    },
    {
      id: 'scenario.redo',
      title: 'commands.redo',
      group: 'run',
      keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
      repeats: true,
      enabled: () => useScenario.getState().future.length > 0,
      run: redoScenario,
    },
    {
      id: 'scenario.focus',
      title: 'commands.focusScenario',
      group: 'run',
      keys: ['KeyE'],
      run: focusScenario,
    },
    { id: 'scenario.reset', title: 'commands.resetScenario', group: 'run', run: resetScenario },
    ...PRESETS.map((preset): Command => ({
      id: `scenario.preset.${preset.id}`,
      title: PRESET_TITLES[preset.id],
      group: 'run',
      run: () => apply(preset),
    })),
  ];
}

function viewCommands(change: Change): readonly Command[] {
  const toggle = (panel: 'scenario' | 'details' | 'charts') => (): void => {
    const panels = useHost.getState().state?.settings.panels;
    if (panels !== undefined) change({ panels: { ...panels, [panel]: !panels[panel] } });
  };
  return [
    {
      id: 'view.scenario',
      title: 'commands.toggleScenario',
      group: 'view',
      run: toggle('scenario'),
    },
    { id: 'view.details', title: 'commands.toggleDetails', group: 'view', run: toggle('details') },
    { id: 'view.charts', title: 'commands.toggleCharts', group: 'view', run: toggle('charts') },
    {
      id: 'view.themeSystem',
      title: 'commands.themeSystem',
      group: 'view',
      run: () => change({ theme: 'system' }),
    },
    {
      id: 'view.themeLight',
      title: 'commands.themeLight',
      group: 'view',
      run: () => change({ theme: 'light' }),
    },
    {
      id: 'view.themeDark',
      title: 'commands.themeDark',
      group: 'view',
      run: () => change({ theme: 'dark' }),
    },
    {
      id: 'view.languageEn',
      title: 'commands.languageEn',
      group: 'view',
      run: () => change({ language: 'en' }),
    },
    {
      id: 'view.languageZh',
      title: 'commands.languageZh',
      group: 'view',
      run: () => change({ language: 'zh-CN' }),
    },
  ];
}

function appCommands(copy: (text: string) => void): readonly Command[] {
  const withOrigin = (make: (origin: string) => string) => (): void => {
    const origin = useHost.getState().state?.host.predictionOrigin;
    if (origin !== undefined) copy(make(origin));
  };
  return [
    {
      id: 'app.palette',
      title: 'commands.palette',
      group: 'app',
      keys: ['$mod+KeyK'],
      run: () => openDialog('palette'),
    },
    {
      id: 'app.keys',
      title: 'commands.keys',
      group: 'app',
      keys: ['Shift+?'],
      run: () => openDialog('keys'),
    },
    {
      id: 'app.settings',
      title: 'commands.settings',
      group: 'app',
      keys: ['$mod+Comma'],
      run: () => openDialog('settings'),
    },
    { id: 'app.copyUrl', title: 'commands.copyUrl', group: 'app', run: withOrigin(predictUrl) },
    { id: 'app.copyCurl', title: 'commands.copyCurl', group: 'app', run: withOrigin(curlLine) },
    {
      id: 'app.quit',
      title: 'commands.quit',
      group: 'app',
      enabled: () => useHost.getState().state?.host.capabilities.quit ?? false,
      run: () => openDialog('quit'),
    },
  ];
}

export function AppCommands() {
  const actions = useRunActions();
  const apply = useApplyPreset();
  const change = useChangeSettings();
  const copy = useCopyText();
  const commands = useMemo(
    () => [
      ...runCommands(actions),
      ...scenarioCommands(apply),
      ...viewCommands(change),
      ...appCommands(copy),
    ],
    [actions, apply, change, copy],
  );
  useEffect(() => registerCommands(commands), [commands]);
  return null;
}
