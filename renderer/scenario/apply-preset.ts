// Choosing a ready scenario: fills the form, says so with the way back, and offers to fire it under every mode.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Preset } from '../../core/contract/presets.ts';
import { useRunActions } from '../app/run-actions.ts';
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
      showToast({
        key: 'scenario',
        text: words('applied', { name: words(`presets.${id}.name`) }),
        action: batch
          ? { label: words('runAll'), run: fireAll }
          : { label: words('undo'), run: () => restoreDraft(before) },
      });
    },
    [words, fireAll],
  );
}
