// What the chart needs of the settings and of the host's state, as one value that changes only when they do.
import { useMemo } from 'react';
import { kindMask } from '../../core/timeline/shown-lane.ts';
import { SPAN_KIND_NAMES } from '../../core/trace/span-kind.ts';
import { useHost } from '../state/host-store.ts';
import type { GanttSettings } from './gantt-controller.ts';
import { useMedia } from '../app/use-media.ts';
import { useSettings } from '../settings/use-settings.ts';

export function useGanttSettings(): GanttSettings {
  const settings = useSettings();
  const expectedMs = useHost(({ state }) =>
    state?.activity.phase === 'running' ? state.activity.expectedMs : null,
  );
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const { grouping, requestOrder, hiddenKinds, singleKeys } = settings;
  return useMemo(
    () => ({
      grouping,
      order: requestOrder,
      hidden: kindMask(
        hiddenKinds.map((name) => SPAN_KIND_NAMES.indexOf(name) + 1).filter(Boolean),
      ),
      singleKeys,
      reducedMotion,
      expectedMs,
    }),
    [grouping, requestOrder, hiddenKinds, singleKeys, reducedMotion, expectedMs],
  );
}
