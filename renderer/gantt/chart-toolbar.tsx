// The slim bar above chart and table: which rows, in which order, how close, and in which of both forms.
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { GROUPINGS, REQUEST_ORDERS } from '../../core/contract/settings.ts';
import { useCommandRegistry } from '../commands/registry.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Select } from '../ui/select.tsx';
import { useChangeSettings, useSettings } from '../settings/use-settings.ts';
import styles from './chart-toolbar.module.css';

const BODIES = ['chart', 'table'] as const;

export function ChartToolbar() {
  const texts = useTranslations('gantt');
  const settings = useSettings();
  const setSettings = useChangeSettings();
  const body = useView((view) => view.body);
  return (
    <div className={styles.bar} role="toolbar" aria-label={texts('title')}>
      {body === 'chart' && (
        <SegmentedControl
          label={texts('grouping.label')}
          value={settings.grouping}
          options={GROUPINGS.map((value) => ({ value, label: texts(`grouping.${value}`) }))}
          onChange={(grouping) => setSettings({ grouping })}
        />
      )}
      {body === 'chart' && settings.grouping !== 'resource' && (
        <Select
          label={texts('order.label')}
          hideLabel
          value={settings.requestOrder}
          options={REQUEST_ORDERS.map((value) => ({ value, label: texts(`order.${value}`) }))}
          onChange={(requestOrder) => setSettings({ requestOrder })}
        />
      )}
      <span className={styles.gap} />
      {body === 'chart' && <ZoomButtons />}
      <SegmentedControl
        label={texts('body.label')}
        value={body}
        options={BODIES.map((value) => ({ value, label: texts(`body.${value}`) }))}
        onChange={(next) => useView.getState().setBody(next)}
      />
    </div>
  );
}

function ZoomButtons() {
  const texts = useTranslations('gantt');
  return (
    <span className={styles.buttons}>
      <IconButton
        label={texts('zoomOut')}
        shortcut="KeyS"
        icon={<ZoomOut size={14} aria-hidden />}
        onClick={() => runCommand('gantt.zoomOut')}
      />
      <IconButton
        label={texts('zoomIn')}
        shortcut="KeyW"
        icon={<ZoomIn size={14} aria-hidden />}
        onClick={() => runCommand('gantt.zoomIn')}
      />
      <IconButton
        label={texts('fit')}
        shortcut="Digit0"
        icon={<Maximize2 size={14} aria-hidden />}
        onClick={() => runCommand('gantt.fit')}
      />
    </span>
  );
}

/** The chart offers its commands while it is there. */
function runCommand(id: string): void {
  useCommandRegistry.getState().commands.get(id)?.run();
}
