// What stands in the strip of runs, in order: what grows, then the kept runs, newest first, the runs of one batch together.
import type { ActiveRun, ShownRun } from '../shown-run.ts';
import type { HostState, RunEntry } from '../../../core/contract/window-state.ts';

export type StripItem =
  | { readonly kind: 'outside'; readonly outside: HostState['outside'] }
  | { readonly kind: 'active'; readonly activity: ActiveRun }
  | { readonly kind: 'run'; readonly entry: RunEntry };

/** Items that stand together under one heading; `batch` null: a run of its own. */
export interface StripGroup {
  readonly key: string;
  readonly batch: string | null;
  readonly items: readonly StripItem[];
}

type State = Pick<HostState, 'activity' | 'runs' | 'outside'>;

export function stripGroups({ activity, runs, outside }: State): StripGroup[] {
  const groups: { key: string; batch: string | null; items: StripItem[] }[] = [];
  const add = (key: string, batch: string | null, item: StripItem): void => {
    const last = groups.at(-1);
    if (batch !== null && last?.batch === batch) last.items.push(item);
    // A batch is the same one whichever of its runs are left.
    else groups.push({ key: batch === null ? key : `batch-${batch}`, batch, items: [item] });
  };
  if (outside.requests > 0) add('outside', null, { kind: 'outside', outside });
  if (activity.phase === 'running')
    add(`run-${activity.number}`, activity.batch?.id ?? null, { kind: 'active', activity });
  for (const entry of runs.toReversed()) {
    // The active run may be kept already while its last work is being done.
    if (activity.phase === 'running' && activity.number === entry.number) continue;
    add(`run-${entry.number}`, entry.batch?.id ?? null, { kind: 'run', entry });
  }
  return groups;
}

/** Key of an item, unique in the strip and the same as long as the item is there. */
export function itemKey(item: StripItem): string {
  switch (item.kind) {
    case 'outside':
      return 'outside';
    case 'active':
      return `run-${item.activity.number}`;
    case 'run':
      return `run-${item.entry.number}`;
  }
}

/** Whether an item is what the window shows. */
export function isShown(item: StripItem, shown: ShownRun): boolean {
  switch (item.kind) {
    case 'outside':
      return shown.phase === 'outside';
    case 'active':
      return shown.phase === 'active';
    case 'run':
      return shown.phase === 'kept' && shown.entry.number === item.entry.number;
  }
}
