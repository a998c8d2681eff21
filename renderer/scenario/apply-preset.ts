// Choosing a ready scenario: fills the form, says so with the way back, and offers to fire it under every mode.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Preset } from '../../core/contract/presets.ts';
import { useRunActions } from '../app/run-actions.ts';
import { useHost } from '../state/host-store.ts';
import { showToast } from '../ui/toast.ts';
import { fillScenario, restoreDraft, useScenario } from './scenario-store.ts';

/** What to do with a ready scenario that was chosen. */
export function useApplyPreset(): (preset: Preset) => void {
  const words = useTranslations('scenario');
  const { fireAll } = useRunActions();
  return useCallback(
    ({ id, scenario, batch }) => {
      const before = useScenario.getState().draft;
      fillScenario(scenario);
      const close = showToast({
        key: 'scenario',
        text: words('applied', { name: words(`presets.${id}.name`) }),
        action: batch
          ? { label: words('runAll'), run: fireAll }
          : { label: words('undo'), run: () => restoreDraft(before) },
      });
      if (batch) closeOnRun(close);
    },
    [words, fireAll],
  );
}

/** Once something runs, the offer to run is moot. */
function closeOnRun(close: () => void): void {
  const runs = (): boolean => useHost.getState().state?.activity.phase === 'running';
  // Offered while another run goes on: it is for what comes after that.
  if (runs()) return;
  const undo = useHost.subscribe(() => {
    if (!runs()) return;
    undo();
    close();
  });
}
