// The overview for the keyboard and for screen readers: a slider over time that also zooms.
import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { formatMs } from '../../core/export/quantity.ts';
import { useView } from '../state/view-store.ts';
import type { GanttController } from './gantt-controller.ts';
import styles from './overview-slider.module.css';

export interface OverviewSliderProps {
  readonly controller: GanttController;
}

export function OverviewSlider({ controller }: OverviewSliderProps) {
  const texts = useTranslations('gantt');
  const visible = useView((view) => view.visible);
  const limits = controller.model.limits();
  const { startMs, endMs } = visible ?? limits;
  const middleMs = Math.min(limits.endMs, Math.max(limits.startMs, (startMs + endMs) / 2));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = ACTIONS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act(controller);
  };
  return (
    <div
      className={styles.slider}
      role="slider"
      tabIndex={0}
      aria-label={texts('overview.label')}
      aria-valuemin={Math.round(limits.startMs)}
      aria-valuemax={Math.round(limits.endMs)}
      aria-valuenow={Math.round(middleMs)}
      aria-valuetext={texts('overview.value', {
        start: formatMs(Math.max(0, startMs)),
        end: formatMs(Math.max(0, endMs)),
        total: formatMs(limits.endMs),
      })}
      onKeyDown={onKeyDown}
    />
  );
}

const ACTIONS: Readonly<Record<string, (controller: GanttController) => void>> = {
  ArrowLeft: (controller) => controller.navigation.panStep(-1),
  ArrowDown: (controller) => controller.zoomStep(-1),
  ArrowRight: (controller) => controller.navigation.panStep(1),
  ArrowUp: (controller) => controller.zoomStep(1),
  PageUp: (controller) => controller.zoomStep(1),
  PageDown: (controller) => controller.zoomStep(-1),
  Home: (controller) => controller.navigation.fit(),
  End: (controller) => controller.follow(),
};
