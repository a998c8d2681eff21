// What of this window lies open over it, and which part a small window shows. A window's own, gone with it.
import { create } from 'zustand';

export type WindowPart = 'scenario' | 'chart' | 'charts' | 'details';

export interface WindowStore {
  readonly dialog: 'none' | 'palette' | 'keys' | 'settings' | 'quit';
  /** The part that is shown where there is room for one only. */
  readonly part: WindowPart;
}

export const useWindow = create<WindowStore>()(() => ({ dialog: 'none', part: 'chart' }));

export function openDialog(dialog: WindowStore['dialog']): void {
  useWindow.setState({ dialog });
}

export function closeDialog(): void {
  useWindow.setState({ dialog: 'none' });
}

export function showPart(part: WindowPart): void {
  useWindow.setState({ part });
}
