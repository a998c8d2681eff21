// The left panel: ready scenarios, the form, and the ways back.
import { Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useHost } from '../state/host-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { showToast } from '../ui/toast.ts';
import { PresetMenu } from './preset-menu.tsx';
import { ScenarioForm } from './scenario-form.tsx';
import {
  redoScenario,
  resetScenario,
  restoreDraft,
  undoScenario,
  useScenario,
} from './scenario-store.ts';
import styles from './scenario-panel.module.css';

/** Whether requests from outside meet this scenario already. */
function InForce() {
  const words = useTranslations('shell.panels');
  const inForce = useHost(({ state }) => state?.inForce);
  if (inForce?.phase !== 'failed') return null;
  return (
    <p className={styles.state} role="alert" data-failed>
      {words('scenarioFailed', { reason: inForce.reason })}
    </p>
  );
}

function Actions() {
  const words = useTranslations('scenario');
  const canUndo = useScenario(({ past }) => past.length > 0);
  const canRedo = useScenario(({ future }) => future.length > 0);
  const resetAll = (): void => {
    const before = useScenario.getState().draft;
    resetScenario();
    showToast({
      key: 'scenario',
      text: words('resetDone'),
      action: { label: words('undo'), run: () => restoreDraft(before) },
    });
  };
  return (
    <>
      <IconButton
        label={words('undo')}
        shortcut="$mod+KeyZ"
        inactive={!canUndo}
        icon={<Undo2 size={14} aria-hidden />}
        onClick={undoScenario}
      />
      <IconButton
        label={words('redo')}
        shortcut="$mod+Shift+KeyZ"
        inactive={!canRedo}
        icon={<Redo2 size={14} aria-hidden />}
        onClick={redoScenario}
      />
      <IconButton
        label={words('resetAll')}
        icon={<RotateCcw size={14} aria-hidden />}
        onClick={resetAll}
      />
    </>
  );
}

export function ScenarioPanel() {
  const words = useTranslations('scenario');
  return (
    <Panel title={words('title')} actions={<Actions />}>
      <div className={styles.top}>
        <PresetMenu />
      </div>
      <InForce />
      <div data-scenario-form>
        <ScenarioForm />
      </div>
    </Panel>
  );
}
