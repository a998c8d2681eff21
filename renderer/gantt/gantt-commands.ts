// What the chart offers to the palette and to keys. While the chart has the focus, it takes held letters itself (key-input.ts).
import type { Command } from '../commands/registry.ts';
import type { GanttController } from './gantt-controller.ts';

export function ganttCommands(chart: GanttController): Command[] {
  const command = (
    id: string,
    title: Command['title'],
    keys: readonly string[],
    run: () => void,
  ): Command => ({ id: `gantt.${id}`, title, group: 'chart', keys, repeats: true, run });
  return [
    command('zoomIn', 'gantt.zoomIn', ['KeyW', 'Equal', 'NumpadAdd'], () => chart.zoomStep(1)),
    command('zoomOut', 'gantt.zoomOut', ['KeyS', 'Minus', 'NumpadSubtract'], () =>
      chart.zoomStep(-1),
    ),
    command('panLeft', 'gantt.panLeft', ['KeyA'], () => chart.navigation.panStep(-1)),
    command('panRight', 'gantt.panRight', ['KeyD'], () => chart.navigation.panStep(1)),
    command('focus', 'gantt.focus', ['KeyF'], () => chart.focus()),
    command('fit', 'gantt.fit', ['Digit0', 'Numpad0'], () => chart.navigation.fit()),
    command('nextSpan', 'gantt.nextSpan', ['Period'], () => chart.stepSpan(1)),
    command('previousSpan', 'gantt.previousSpan', ['Comma'], () => chart.stepSpan(-1)),
    command('clear', 'gantt.clear', ['Escape'], () => chart.clear()),
    command('follow', 'gantt.follow', [], () => chart.follow()),
  ];
}
